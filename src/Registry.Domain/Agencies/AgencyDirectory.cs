using System.Collections.Immutable;
using Registry.Domain.Access;

namespace Registry.Domain.Agencies;

/// <summary>The agencies of a province through time: who stands on a day, whose place an agency has taken, and what it holds by that.</summary>
public sealed class AgencyDirectory
{
    /// <summary>A hand-over ends these for the one who hands over.</summary>
    private static readonly RelationKind[] EndedByHandOver =
        [RelationKind.Registrar, RelationKind.Receiver, RelationKind.ProposedReceiver, RelationKind.Carer, RelationKind.Rescuer];

    private readonly ILookup<AgencyCode, Agency> byCode;
    private readonly ILookup<AgencyCode, Succession> byPredecessor;
    private readonly ILookup<AgencyCode?, Succession> bySuccessor;

    internal AgencyDirectory(ImmutableArray<Agency> all, AreaMap areas, ImmutableArray<Succession> successions)
    {
        All = all;
        Areas = areas;
        Successions = successions;
        byCode = all.ToLookup(agency => agency.Code);
        byPredecessor = successions.ToLookup(succession => succession.Predecessor);
        bySuccessor = successions.ToLookup(succession => succession.Successor);
    }

    /// <summary>Every agency of every time, in the order of the table.</summary>
    public ImmutableArray<Agency> All { get; }

    /// <summary>The areas that they serve.</summary>
    public AreaMap Areas { get; }

    /// <summary>Who took whose place, in the order of the table.</summary>
    public ImmutableArray<Succession> Successions { get; }

    /// <summary>The agencies that stand on the day.</summary>
    public ImmutableArray<Agency> On(DateOnly date) => [.. All.Where(a => a.StandsOn(date))];

    /// <summary>The agency with the code on the law date, or null.</summary>
    public Agency? Find(AgencyCode code, DateOnly on) => byCode[code].FirstOrDefault(a => a.StandsOn(on));

    /// <summary>Who stands in the place of the agency on the day: itself while it stands, else the end of the chain; null where nobody does.</summary>
    public AgencyCode? SuccessorOf(AgencyCode code, DateOnly on)
    {
        if (Find(code, on) is not null) return code;
        return Next(code, on) is { Successor: { } next } ? SuccessorOf(next, on) : null;
    }

    /// <summary>True when the agency is the other one on the day, or has taken its place.</summary>
    public bool StandsFor(AgencyCode agency, AgencyCode other, DateOnly on) => agency == other || SuccessorOf(other, on) == agency;

    /// <summary>The agency's own code and those for which it <see cref="StandsFor"/> on the day.</summary>
    public IEnumerable<AgencyCode> NamesOf(AgencyCode agency, DateOnly on) =>
        Find(agency, on) is null ? [agency] : WithThoseBefore(agency, on);

    /// <summary>True when the agency took the other's place on any day, itself or through others.</summary>
    public bool Succeeds(AgencyCode agency, AgencyCode other) =>
        byPredecessor[other].Any(s => s.Successor is { } next && (next == agency || Succeeds(agency, next)));

    /// <summary>
    /// True when what the agency asks of the other one would be asked of itself: it is the other, or took its place and dates the request to before
    /// its own time, to answer it today. Two that stood side by side on the day may ask each other.
    /// </summary>
    public bool IsOneselfTo(AgencyCode agency, AgencyCode other, DateOnly on) =>
        agency == other || (Find(agency, on) is null && Succeeds(agency, other));

    /// <summary>True when the agency's area contains the area on the day.</summary>
    public bool Serves(AgencyCode agency, string area, DateOnly on) =>
        Find(agency, on) is { } found && Areas.Contains(found.Area, area, on);

    /// <summary>
    /// What the agency holds on the day: its own relations, and those of whose place it has taken, from the day it did. An inherited
    /// relation carries the successor's code, so that whoever asks for the agency finds it; it ends when the successor hands the person over.
    /// </summary>
    public ImmutableArray<Relation> Held(ImmutableArray<Relation> relations, AgencyCode agency, DateOnly on)
    {
        var own = relations.Where(r => r.Agency == agency).ToImmutableArray();
        var inherited = relations.Where(r => r.Agency != agency).Select(r => Inherited(r, agency, on)).OfType<Relation>().ToImmutableArray();
        if (inherited.IsEmpty) return own;
        var held = own.AddRange(inherited);
        return [.. own, .. inherited.Select(r => EndedBy(held, r))];
    }

    /// <summary>What of <see cref="Held"/> is in force on the day.</summary>
    public ImmutableArray<Relation> HeldOn(ImmutableArray<Relation> relations, AgencyCode agency, DateOnly on) =>
        [.. Held(relations, agency, on).Where(relation => relation.InForceOn(on))];

    /// <summary>
    /// The relations as they bind: what an agency inherited and handed over since is over for its predecessor too, whose own relation no event closes.
    /// </summary>
    public ImmutableArray<Relation> Binding(ImmutableArray<Relation> relations)
    {
        var handed = relations.Where(r => r.Kind == RelationKind.HandedOver).ToImmutableArray();
        return handed.IsEmpty ? relations : [.. relations.Select(r => r.Until is null && EndedByHandOver.Contains(r.Kind) ? r with { Until = HandedOn(r, handed) } : r)];
    }

    /// <summary>The directory with one approved change. What was before the change's day stays; what the tables foresaw for later yields to it.</summary>
    internal AgencyDirectory With(DirectoryChange change) => change switch
    {
        DirectoryChange.EnrolAgency e => new(All.Add(new Agency(e.Agency, e.Kind, e.Under, e.Area, e.Vi, e.En, e.From, null)), Areas, Successions),
        DirectoryChange.SucceedAgency e => new(
            [.. All.Where(a => a.Code != e.Agency || a.From < e.From).Select(a => a.Code == e.Agency && a.StandsOn(e.From) ? a with { Until = e.From } : a)],
            Areas, Successions.Insert(0, new Succession(e.Agency, e.Successor, Relations: null, e.From))),
        DirectoryChange.ChangeArea e => new(All.SelectMany(a => a.Code == e.Agency ? Moved(a, e) : [a]).ToImmutableArray(), Areas, Successions),
        _ => this,
    };

    /// <summary>True when an agency's place leads back to itself on some day: then nobody would answer for its cases.</summary>
    internal bool GoesInCircles() => Successions.Select(s => s.From).Distinct().Any(day => Successions.Any(s => Circles(s.Predecessor, day)));

    private bool Circles(AgencyCode start, DateOnly on)
    {
        var seen = new HashSet<AgencyCode>();
        for (AgencyCode? at = start; at is { } code; at = Next(code, on)?.Successor)
            if (!seen.Add(code)) return true;
        return false;
    }

    private static IEnumerable<Agency> Moved(Agency row, DirectoryChange.ChangeArea change) =>
        row.Until <= change.From ? [row]
        : row.From >= change.From ? [row with { Area = change.Area }]
        : [row with { Until = change.From }, row with { Area = change.Area, From = change.From }];

    /// <summary>The relation as the agency inherited it, or null. It passes link by link: each must find it open and pass its kind.</summary>
    private Relation? Inherited(Relation relation, AgencyCode agency, DateOnly on)
    {
        var (holder, since) = (relation.Agency, relation.From);
        while (holder != agency)
        {
            if (Next(holder, on) is not { Successor: { } next } link || !link.Passes(relation.Kind) || relation.Until <= link.From) return null;
            (holder, since) = (next, link.From > since ? link.From : since);
        }

        return relation with { Agency = agency, From = since };
    }

    /// <summary>First day on which who stands in the holder's place handed her over; null where it did not.</summary>
    private DateOnly? HandedOn(Relation held, ImmutableArray<Relation> handed)
    {
        DateOnly? day = null;
        foreach (var by in handed.Where(h => h.Agency != held.Agency && h.From >= held.From && (day is null || h.From < day)))
            if (SuccessorOf(held.Agency, by.From) == by.Agency) day = by.From;
        return day;
    }

    private static Relation EndedBy(ImmutableArray<Relation> held, Relation inherited)
    {
        if (inherited.Until is not null || !EndedByHandOver.Contains(inherited.Kind)) return inherited;
        var ends = held.Where(r => r.Kind == RelationKind.HandedOver
            || (r.Kind == RelationKind.Receiver && inherited.Kind == RelationKind.ProposedReceiver));
        DateOnly? day = null;
        foreach (var end in ends.Where(e => e.From >= inherited.From && (day is null || e.From < day))) day = end.From;
        return inherited with { Until = day };
    }

    private IEnumerable<AgencyCode> WithThoseBefore(AgencyCode agency, DateOnly on) =>
        bySuccessor[agency].Select(s => s.Predecessor).Distinct().Where(code => Next(code, on)?.Successor == agency).SelectMany(code => WithThoseBefore(code, on)).Prepend(agency);

    private Succession? Next(AgencyCode code, DateOnly on) =>
        Find(code, on) is null ? byPredecessor[code].FirstOrDefault(s => s.From <= on) : null;
}
