using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Law;

/// <summary>
/// Every measure x every kind of agency x every circumstance x every law there was, gone the whole way of a caller: need to know first, for the purpose
/// and the class of the call, then the decision. What must come out is read from the cell. A cell that says "may decide" and that no row of need to know
/// opens is a power nobody can use, and fails here.
/// </summary>
public sealed class MatrixDecisionTests
{
    private static readonly ImmutableHashSet<FieldClass> Touched = [FieldClass.ProtectionExistence];

    /// <summary>As the contract says of the call.</summary>
    private static readonly MethodRule Method = new("DecideMeasure", "protection.decide", ImmutableHashSet.Create(Purpose.Protect), Touched, NeedsAll: true);

    private const string NotInCatalogue = "MEASURE_NOT_IN_CATALOGUE";

    private static readonly InferredRow[] Inferred =
        [.. Hue.Law.Inferred.Where(r => r.Table.EndsWith("/authorities", StringComparison.Ordinal) || r.Table.EndsWith("/measures", StringComparison.Ordinal))];

    /// <summary>As shipped; every inferred cell off by a local sheet; every inferred cell and every measure on by one.</summary>
    private static readonly Dictionary<string, LawTables> Laws = new()
    {
        ["shipped"] = InventedProvince.Law(),
        ["off"] = InventedProvince.Law([.. Inferred.Where(r => r.Table.EndsWith("/authorities", StringComparison.Ordinal)).Select(r => (r, false))]),
        ["on"] = InventedProvince.Law([.. Inferred.Select(r => (r, true))]),
    };

    public static TheoryData<string, DateOnly, AgencyKind> Kinds()
    {
        var all = new TheoryData<string, DateOnly, AgencyKind>();
        foreach (var law in Laws.Keys)
            foreach (var day in Circumstance.Days)
                foreach (var kind in InventedProvince.Kinds) all.Add(law, day, kind);
        return all;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_decides_exactly_what_its_cell_gives_it_whoever_she_is_and_however_it_came_to_her(string which, DateOnly day, AgencyKind kind)
    {
        var law = Laws[which];
        foreach (var agency in which == "shipped" ? new[] { InventedProvince.Of(kind), InventedProvince.Other(kind) } : [InventedProvince.Of(kind)])
            foreach (var circumstance in Circumstance.All)
                for (var clause = 1; clause <= 8; clause++)
                {
                    var state = circumstance.State(agency, clause, day);
                    var seen = NeedToKnow.Decide(law, Caller(agency), Purpose.Protect, Method, Facts.Of(state), Touched, day).Granted;
                    var refusal = seen ? ProtectionDossier.Decide(law, state, Command(agency, clause, day)).Refusal : null;
                    var cell = law.Authority(clause, kind, day)!;

                    if (Wrong(law, cell, circumstance, agency, day, seen, refusal) is { } wrong)
                        Assert.Fail($"{which}, {day:yyyy-MM-dd}, {agency.Agency}, measure {clause}, {circumstance}: {wrong}");
                }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nobody_decides_on_the_asking_of_an_agency_that_its_condition_does_not_name(string which, DateOnly day, AgencyKind kind)
    {
        var (law, agency) = (Laws[which], InventedProvince.Of(kind));
        foreach (var asker in InventedProvince.Kinds)
            for (var clause = 1; clause <= 8; clause++)
            {
                var circumstance = new Circumstance(Protected.Victim, Tie.Asked, asker, AskedBy.Agency, null);
                var state = circumstance.State(agency, clause, day);
                var cell = law.Authority(clause, kind, day)!;

                var decided = NeedToKnow.Decide(law, Caller(agency), Purpose.Protect, Method, Facts.Of(state), Touched, day).Granted
                    && !ProtectionDossier.Decide(law, state, Command(agency, clause, day)).IsRefused;

                if (Expected(law, cell, circumstance, agency, day) != decided) Assert.Fail($"{which}, {day:yyyy-MM-dd}, {kind}, measure {clause}, asked by {asker}");
            }
    }

    /// <summary>Every inferred cell was walked in both positions, and every cell that decides was met.</summary>
    [Fact]
    public void The_walk_meets_every_cell_on_and_off()
    {
        var cells = Laws.Values.SelectMany(law => law.Authorities).Where(c => c.Power.HasFlag(AuthorityPower.Decide) && c.Standing.Certainty == Certainty.Inferred).ToArray();

        Assert.Equal([false, true], cells.Select(c => c.SwitchedOn).Distinct().Order());
        Assert.Equal(cells.Where(c => c.SwitchedOn).Select(c => c.Standing.Id).Distinct().Order(), cells.Where(c => !c.SwitchedOn).Select(c => c.Standing.Id).Distinct().Order());
        Assert.All(Hue.Law.Authorities, c => Assert.Contains(Circumstance.Days, day => c.Standing.ValidOn(day)));
    }

    /// <summary>What is wrong with what came out, or null. Who may see her and lacks the power is told which article stands in the way.</summary>
    private static string? Wrong(LawTables law, AuthorityCell cell, Circumstance at, Actor agency, DateOnly day, bool seen, Refusal? refusal)
    {
        if (Expected(law, cell, at, agency, day) != (seen && refusal is null)) return seen ? refusal?.Reason ?? "decided" : "not seen";
        if (refusal is null || (Powerful(law, cell, day) && Met(cell.Condition, at, agency))) return null;
        if (Missing(law, cell, day) is { } missing && missing != refusal.Reason) return $"{refusal.Reason} instead of {missing}";
        return refusal.Source == cell.Standing.Source || refusal.Reason == NotInCatalogue ? null : $"{refusal.Reason} by {refusal.Source}";
    }

    /// <summary>What a lawyer reads from the cell, the catalogue and Art. 6 of the decree.</summary>
    private static bool Expected(LawTables law, AuthorityCell cell, Circumstance at, Actor agency, DateOnly day) =>
        Powerful(law, cell, day) && Met(cell.Condition, at, agency) && IsProtected(at.Who, day) && Opened(law, cell, at, day);

    private static bool Powerful(LawTables law, AuthorityCell cell, DateOnly day) => Missing(law, cell, day) is null;

    /// <summary>What the power lacks, or null.</summary>
    private static string? Missing(LawTables law, AuthorityCell cell, DateOnly day)
    {
        if (!cell.Power.HasFlag(AuthorityPower.Decide)) return "MEASURE_NOT_IN_AUTHORITY";
        if (!law.Measures.Single(m => m.Clause == cell.Clause && m.Standing.ValidOn(day)).SwitchedOn) return NotInCatalogue;
        return cell.SwitchedOn ? null : "AUTHORITY_NOT_APPROVED";
    }

    private static bool Met(AuthorityCondition condition, Circumstance at, Actor agency)
    {
        var received = at.Tie == Tie.Received;
        return condition switch
        {
            AuthorityCondition.None => true,
            AuthorityCondition.ReceivedItself => received && at.Who is not Protected.KinWhoStayed,
            AuthorityCondition.AskedOrReceived => received || at is { Tie: Tie.Asked, Asker: AgencyKind.LabourDepartment },
            AuthorityCondition.AskedByHealthOrReceived => received || at is { Tie: Tie.Asked, Asker: AgencyKind.LabourDepartment or AgencyKind.HealthDepartment },
            AuthorityCondition.InItsCare => at.Tie == Tie.InCare,
            AuthorityCondition.OwnArea => received || (at is { Tie: Tie.Asked, Area: { } area }
                && area == (agency == InventedProvince.Of(agency.Kind) ? InventedProvince.Here : InventedProvince.Elsewhere)),
            AuthorityCondition.AskedForVictim => at is { Tie: Tie.Asked, Who: Protected.Victim or Protected.Awaiting or Protected.NotVictim, AskedBy: AskedBy.ProtectedPerson or AskedBy.Representative },
            _ => false,
        };
    }

    private static bool IsProtected(Protected who, DateOnly day) => who switch
    {
        Protected.NotVictim => false,
        Protected.Awaiting or Protected.MinorNotKin => day >= Circumstance.LawOf2024,
        _ => true,
    };

    /// <summary>
    /// What meets a condition opens the door without a look at the rows: that is what is tested. A cell without a condition is opened by a request; what
    /// else opens it is read from the rows, as a court receives nobody.
    /// </summary>
    private static bool Opened(LawTables law, AuthorityCell cell, Circumstance at, DateOnly day) => at.Tie switch
    {
        Tie.Stranger => false,
        Tie.Asked => true,
        _ when cell.Condition != AuthorityCondition.None => true,
        _ => law.Needs(cell.Kind, Purpose.Protect, day).Any(r => r.Class == FieldClass.ProtectionExistence && at.Relations.Contains(r.Relation)),
    };

    private static Caller Caller(Actor agency) => Hue.Caller(agency) with { Scopes = ImmutableHashSet.Create(Method.Scope) };

    private static DecideMeasure Command(Actor agency, int clause, DateOnly day) => new(agency, day, Guid.NewGuid(), Guid.NewGuid(), clause, [], day, null, null);
}
