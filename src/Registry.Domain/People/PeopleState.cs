using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.People;

/// <summary>An amendment as the state keeps it.</summary>
public sealed record Amendment(Guid Id, AgencyCode By, DateOnly On, ImmutableArray<string> Fields, ImmutableArray<FieldClass> Classes);

/// <summary>A contact as the state keeps it; who it is lies sealed beside it.</summary>
public sealed record Contact(Guid Id, ContactRole Role, bool Removed);

/// <summary>A block as the state keeps it. See <see cref="ContactBlocked"/>.</summary>
public sealed record Block(
    Guid Id, AgencyCode By, DateOnly On, Guid? Other, Guid? Contact, ImmutableArray<AgencyCode> ActingForOther, bool Mirror, bool Lifted)
{
    /// <summary>True when it keeps the record or the contact apart.</summary>
    public bool Names(Guid? record, Guid? contact) => (record is not null && Other == record) || (contact is not null && Contact == contact);
}

/// <summary>A representation as the state keeps it. See <see cref="RepresentativeRecorded"/>.</summary>
public sealed record Representation(Guid Id, RepresentativeKind Kind, Guid? Record, Guid? Contact, DateOnly From, DateOnly? Until);

/// <summary>A consent as the state keeps it. See <see cref="ConsentRecorded"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Representative">The representation by which it was given, or null.</param>
/// <param name="Classes">What.</param>
/// <param name="Purposes">What for.</param>
/// <param name="To">To whom.</param>
/// <param name="From">First day.</param>
/// <param name="Until">First day on which it is over; null while open.</param>
/// <param name="Withdrawn">By an act, or because who gave it lost her standing.</param>
public sealed record Consent(
    Guid Id, Guid? Representative, ImmutableArray<FieldClass> Classes, ImmutableArray<Purpose> Purposes, AgencyCode To, DateOnly From, DateOnly? Until, bool Withdrawn);

/// <summary>A paper kept by reference, as the state keeps it.</summary>
public sealed record Document(Guid Id, AgencyCode By, DateOnly On, PaperKind Kind);

/// <summary>The part of a person's state that is about people: who she is, who belongs to her, who speaks for her, what she agreed to. No personal data.</summary>
public sealed record PeopleState(
    ImmutableArray<Amendment> Amendments,
    ImmutableArray<Contact> Contacts,
    ImmutableArray<Block> Blocks,
    ImmutableArray<Representation> Representations,
    ImmutableArray<Consent> Consents,
    ImmutableArray<Document> Documents)
{
    public static PeopleState Empty { get; } = new([], [], [], [], [], []);

    /// <summary>Blocks that stand.</summary>
    [JsonIgnore]
    public IEnumerable<Block> Standing => Blocks.Where(b => !b.Lifted);

    /// <summary>What consents give: nothing but what a row of the tables lets rest on a consent.</summary>
    [JsonIgnore]
    public IEnumerable<Relation> Relations =>
        Consents.Select(c => new Relation(c.To, RelationKind.Consented, c.From, c.Until, c.Id, c.Classes, null) { Purposes = c.Purposes });

    public Contact? FindContact(Guid id) => Contacts.FirstOrDefault(c => c.Id == id && !c.Removed);

    /// <summary>A block that was put on this very record and stands; never its mirror on the other's.</summary>
    public Block? FindBlock(Guid id) => Standing.FirstOrDefault(b => b.Id == id && !b.Mirror);

    public Representation? FindRepresentation(Guid id) => Representations.FirstOrDefault(r => r.Id == id);

    public Consent? FindConsent(Guid id) => Consents.FirstOrDefault(c => c.Id == id);

    /// <summary>True when a standing block names the record or the contact, from either side.</summary>
    public bool IsBlocked(Guid? record, Guid? contact) => Standing.Any(b => b.Names(record, contact));

    /// <summary>True when a block that was put on this very record bars him from speaking for the person. Its mirror bars nobody, so nothing he does tells of it.</summary>
    public bool IsBarred(Guid? record, Guid? contact) => Standing.Any(b => !b.Mirror && b.Names(record, contact));

    /// <summary>In time, and not barred: a representative who is blocked has no standing.</summary>
    public bool HasStanding(Representation one, DateOnly day) =>
        one.From <= day && (one.Until is null || day < one.Until) && !IsBarred(one.Record, one.Contact);

    /// <summary>The next state; an event that is not about this part changes nothing.</summary>
    internal PeopleState Apply(DomainEvent happened) => happened switch
    {
        IdentityAmended e => this with { Amendments = Amendments.Add(new(e.Amendment, e.By, e.OccurredOn, e.Fields, e.Classes)) },
        ContactAdded e => this with { Contacts = Contacts.Add(new(e.Contact, e.Role, Removed: false)) },
        ContactRemoved e => this with { Contacts = [.. Contacts.Select(c => c.Id == e.Contact ? c with { Removed = true } : c)] },
        ContactBlocked e => Blocked(e),
        ContactUnblocked e => this with { Blocks = [.. Blocks.Select(b => b.Id == e.Block || IsLeftOver(b, e) ? b with { Lifted = true } : b)] },
        RepresentativeRecorded e => Ended(e.Replaces, e.From) is var ended
            ? ended with { Representations = ended.Representations.Add(new(e.Representative, e.Kind, e.Record, e.Contact, e.From, e.Until)) }
            : this,
        RepresentationEnded e => Ended(e.Representative, e.OccurredOn),
        ConsentRecorded e => this with
        {
            Consents = Consents.Add(new(e.Consent, e.Representative, e.Classes, e.Purposes, e.To, e.OccurredOn, e.Until, Withdrawn: false)),
        },
        ConsentWithdrawn e => this with { Consents = [.. Consents.Select(c => c.Id == e.Consent ? Over(c, e.OccurredOn) : c)] },
        DocumentAdded e => this with { Documents = Documents.Add(new(e.Document, e.By, e.OccurredOn, e.Kind)) },
        _ => this,
    };

    /// <summary>
    /// An agency has one block between two at a time; of an attempt that a crash ended after the mirror, and that was made anew under another id, the first mirror
    /// stands beside the second. Nobody would ever lift it: it goes with the other.
    /// </summary>
    private bool IsLeftOver(Block one, ContactUnblocked e) =>
        e.Mirror && one.Mirror && Blocks.Any(b => b.Id == e.Block && b.Mirror && b.By == one.By && b.Other == one.Other);

    /// <summary>Consents that the blocked one gave in her name end with the block.</summary>
    private PeopleState Blocked(ContactBlocked e)
    {
        if (Blocks.Any(b => b.Id == e.Block)) return this;
        var his = Representations.Where(r => (e.Other is not null && r.Record == e.Other) || (e.Contact is not null && r.Contact == e.Contact))
            .Select(r => r.Id).ToHashSet();
        return this with
        {
            Blocks = Blocks.Add(new(e.Block, e.By, e.OccurredOn, e.Other, e.Contact, e.ActingForOther, e.Mirror, Lifted: false)),
            Consents = [.. Consents.Select(c => c.Representative is { } given && his.Contains(given) ? Over(c, e.OccurredOn) : c)],
        };
    }

    private PeopleState Ended(Guid? representation, DateOnly on) => this with
    {
        Representations =
            [.. Representations.Select(r => r.Id == representation && (r.Until is null || r.Until > on) ? r with { Until = on < r.From ? r.From : on } : r)],
    };

    private static Consent Over(Consent consent, DateOnly on) => consent.Withdrawn
        ? consent
        : consent with { Withdrawn = true, Until = consent.Until is { } until && until < on ? until : on };
}
