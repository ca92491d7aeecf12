using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.People;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.People;

/// <summary>The case of the border return at a moment, and the acts about people in it.</summary>
internal sealed class House(BorderReturn play)
{
    public BorderReturn Play { get; } = play;

    public World World => Play.World;

    public static string? Reason(Decided decided) => decided.Refusal?.Reason;

    /// <summary>Decides and folds; the reason of a refusal otherwise.</summary>
    public string? Do(Guid person, Func<SubjectState, Decided> decide) => World.Force(person, decide).Refusal?.Reason;

    public Guid Contact(Guid person, Actor by)
    {
        var id = World.NextId();
        Assert.Null(Do(person, s => Contacts.Add(Hue.Law, s, new(by, World.Today, id, ContactRole.Guardian))));
        return id;
    }

    /// <summary>Both halves of a block, as the server writes them.</summary>
    public string? Block(Guid person, Actor by, Guid? other, Guid? contact = null, params Actor[] acting)
    {
        var command = new BlockContact(by, World.Today, World.NextId(), other, contact, [.. acting.Select(a => a.Agency)]);
        if (Reason(Contacts.Block(Hue.Law, World[person], command)) is { } refused) return refused;
        if (other is { } record) Assert.Null(Do(record, _ => Contacts.Mirror(command, person)));
        return Do(person, s => Contacts.Block(Hue.Law, s, command));
    }

    public string? Represent(Guid person, Actor by, out Guid id, Guid? record = null, Guid? contact = null, int from = 0, int? until = null, Guid? replaces = null)
    {
        var representative = id = World.NextId();
        return Do(person, s => Representatives.Record(Hue.Law, s, new(
            by, World.Today, representative, RepresentativeKind.Guardian, record, contact, World.Today.AddDays(from),
            until is { } days ? World.Today.AddDays(days) : null, replaces)));
    }

    public string? Consent(Guid person, Actor by, Actor to, out Guid id, Purpose purpose = Purpose.LegalAid, Guid? representative = null, DateOnly? until = null, params FieldClass[] classes)
    {
        var consent = id = World.NextId();
        return Do(person, s => Consents.Record(Hue.Law, s, new(
            by, World.Today, consent, representative, [.. classes], [purpose], to.Agency, until)));
    }
}
