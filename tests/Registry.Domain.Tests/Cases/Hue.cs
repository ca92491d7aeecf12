using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Cases;

/// <summary>The agencies of the demo case and its law date.</summary>
internal static class Hue
{
    public static readonly LawTables Law = LawTables.Load();
    public static readonly DateOnly Day = new(2016, 3, 1);

    public static readonly Actor Police = Of("CA-TTH");
    public static readonly Actor Investigation = Of("CSDT-TTH");
    public static readonly Actor Labour = Of("SLDTBXH-TTH");
    public static readonly Actor Command = Of("BCHBP-TTH");
    public static readonly Actor Post = Of("DBP-HONGVAN");
    public static readonly Actor Centre = Of("TTCTXH-TTH");
    public static readonly Actor Health = Of("SYT-TTH");
    public static readonly Actor Population = Of("HTDC-TTH");
    public static readonly Actor District = Of("CA-NAMDONG");
    public static readonly Actor Inspector = Of("TTR-TTH");

    /// <summary>Of the other inspectorate.</summary>
    public static readonly Actor SecondInspector = Of("TTCP");
    public static readonly Actor Court = Of("TAND-TTH");

    public static readonly Actor Commune = Of("UBND-HONGVAN");
    public static readonly Actor AluoiPolice = Of("CA-ALUOI");

    /// <summary>Days on which the agencies changed.</summary>
    public static readonly DateOnly LabourEnds = new(2025, 3, 1);
    public static readonly DateOnly DistrictsEnd = new(2025, 7, 1);

    public static readonly ImmutableHashSet<FieldClass> Classes =
        [.. Enum.GetValues<FieldClass>().Where(c => c is not (FieldClass.Unspecified or FieldClass.Facts))];

    public static readonly ImmutableHashSet<Purpose> Purposes = [.. Enum.GetValues<Purpose>().Where(p => p != Purpose.Unspecified)];

    /// <summary>A method that may touch everything, so that the tables alone decide.</summary>
    public static readonly MethodRule AnyRead = new("test/Read", "read", Purposes, Classes, NeedsAll: false);

    public static Actor Of(string code, DateOnly? on = null)
    {
        var agency = Law.Agencies.Find(new AgencyCode(code), on ?? Day)!;
        return new Actor(agency.Code, agency.Kind);
    }

    /// <summary>A clause under which the agency brings a person to a centre; that of the border guard for who has none.</summary>
    public static string ClauseOf(Actor actor, DateOnly on) =>
        Victim.Transfers(Law, actor.Kind, AgencyKind.SupportCentre, on).Select(r => r.Standing.Source).FirstOrDefault() ?? "QD22/2015-D7.3";

    public static Caller Caller(Actor actor) =>
        new("https://issuer.example", "officer-1", actor.Agency, actor.Kind, ImmutableHashSet.Create("read"), null, null);

    public static Decision Look(Actor actor, Purpose purpose, Facts facts, DateOnly? on = null) =>
        NeedToKnow.Decide(Law, Caller(actor), purpose, AnyRead, facts, Classes, on ?? Day);

    /// <summary>Everything that the agency can read of the person under any purpose; operations by clause.</summary>
    public static ImmutableSortedSet<string> Reads(Actor actor, Facts facts, DateOnly? on = null)
    {
        var looks = Purposes.Where(p => p is not (Purpose.OwnLines or Purpose.Reporting or Purpose.Administration or Purpose.Approval or Purpose.Reference)).Select(p => Look(actor, p, facts, on)).ToArray();
        return
        [
            .. looks.SelectMany(d => d.Permitted).Where(c => c.Key != FieldClass.ProtectionOperation)
                .Select(c => Law.IsOfOwnEntries(c.Value) ? $"own {c.Key}" : $"{c.Key}"),
            .. looks.SelectMany(d => Clauses(d, facts)).Select(c => $"ProtectionOperation {c}"),
        ];
    }

    /// <summary>Clauses of the measures whose places and guards are permitted, each once.</summary>
    public static ImmutableSortedSet<int> Clauses(Decision decision, Facts facts) =>
        [.. facts.Measures.Where(m => decision.Operations.Contains(m.Source)).Select(m => m.Clause)];

    public static FieldClass[] Permitted(Actor actor, Purpose purpose, Facts facts) => [.. Look(actor, purpose, facts).Permitted.Keys];

    public static Facts Holding(params Relation[] relations) => Facts.None(Subject) with { Exists = true, Relations = [.. relations] };

    public static Relation Relation(Actor actor, RelationKind kind, Guid? source = null, int? clause = null, params FieldClass[] named) =>
        new(actor.Agency, kind, Day, null, source ?? Guid.Empty, [.. named], clause);

    public static readonly Guid Subject = new("11111111-1111-4111-8111-111111111111");
}
