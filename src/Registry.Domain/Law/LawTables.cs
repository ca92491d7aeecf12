using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Registry.Domain.Access;
using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>The regime of 2011 as data: what the tables of <c>Law/Regime2011</c> say. Immutable; load once.</summary>
public sealed class LawTables
{
    private readonly FrozenDictionary<string, LegalBasis> bases;
    private readonly FrozenDictionary<string, RefusalRow> refusals;
    private readonly FrozenDictionary<string, TextRow> nextSteps;
    private readonly FrozenDictionary<string, SwitchRow> switches;
    private readonly FrozenDictionary<string, Standing> rules;
    private readonly ILookup<(AgencyKind, Purpose), NeedToKnowRow> needs;
    private readonly ILookup<(int, AgencyKind), AuthorityCell> authorities;

    internal LawTables(string version, LawReader read)
    {
        Version = version;
        NeedToKnow = read.NeedToKnow;
        Measures = read.Measures;
        Authorities = read.Authorities;
        Hides = read.Hides;
        LegalBases = read.LegalBases;
        Refusals = read.Refusals;
        Agencies = new AgencyDirectory(read.Agencies);
        bases = LegalBases.ToFrozenDictionary(b => b.Standing.Id, StringComparer.Ordinal);
        refusals = Refusals.ToFrozenDictionary(r => r.Standing.Id, StringComparer.Ordinal);
        nextSteps = read.NextSteps.ToFrozenDictionary(s => s.Standing.Id, StringComparer.Ordinal);
        switches = read.Switches.ToFrozenDictionary(s => s.Standing.Id, StringComparer.Ordinal);
        rules = NeedToKnow.Select(r => r.Standing).Concat(read.GeneralRules.Select(r => r.Standing))
            .DistinctBy(s => s.Id).ToFrozenDictionary(s => s.Id, StringComparer.Ordinal);
        needs = NeedToKnow
            .SelectMany(r => r.Kind is { } kind ? [kind] : Enum.GetValues<AgencyKind>().Where(k => k != AgencyKind.Unspecified), (r, kind) => (r, kind))
            .ToLookup(x => (x.kind, x.r.Purpose), x => x.r);
        authorities = Authorities.ToLookup(c => (c.Clause, c.Kind));
    }

    /// <summary>SHA-256, lower-case hex, over the embedded tables. A log line keeps it.</summary>
    public string Version { get; }

    public ImmutableArray<NeedToKnowRow> NeedToKnow { get; }

    public ImmutableArray<MeasureRow> Measures { get; }

    public ImmutableArray<AuthorityCell> Authorities { get; }

    public ImmutableArray<HideRow> Hides { get; }

    public ImmutableArray<LegalBasis> LegalBases { get; }

    public ImmutableArray<RefusalRow> Refusals { get; }

    public AgencyDirectory Agencies { get; }

    /// <summary>Reads the tables inside this assembly.</summary>
    /// <exception cref="LawTablesException">With every gap at once.</exception>
    public static LawTables Load() => Read(Embedded());

    /// <summary>Row ids to their legal source, for <c>ExplainAccess</c>; null for an unknown id.</summary>
    public Standing? Rule(string ruleId) => rules.GetValueOrDefault(ruleId);

    /// <summary>The citation with the code, or null.</summary>
    public LegalBasis? Basis(string code) => bases.GetValueOrDefault(code);

    /// <summary>True when callers may name the code on the day.</summary>
    public bool KnowsLegalBasis(string code, DateOnly on) => Basis(code) is { Citable: true } basis && basis.Standing.ValidOn(on);

    /// <summary>Texts of a refusal's reason.</summary>
    /// <exception cref="KeyNotFoundException">No such reason: a bug.</exception>
    public RefusalRow RefusalText(string reason) => refusals[reason];

    /// <summary>Texts of a next step.</summary>
    /// <exception cref="KeyNotFoundException">No such step: a bug.</exception>
    public TextRow NextStepText(string nextStep) => nextSteps[nextStep];

    /// <summary>The refusal as its row words it. The reader saw to it that every reason has one.</summary>
    public Refusal Refuse(RefusalReason reason)
    {
        var row = refusals[reason.Code()];
        return new Refusal(row.Standing.Id, row.Standing.Source, row.NextStep, row.Standing.Certainty);
    }

    /// <summary>The refusal with the source, certainty and next step of the authority cell that refuses.</summary>
    internal Refusal Refuse(RefusalReason reason, AuthorityCell cell)
    {
        var refusal = Refuse(reason);
        return refusal with
        {
            Source = cell.Standing.Source,
            Certainty = cell.Standing.Certainty,
            NextStep = cell.NextStep ?? refusal.NextStep,
        };
    }

    /// <summary>The cell for a measure and a kind on the day, or null when the regime is not in force.</summary>
    public AuthorityCell? Authority(int clause, AgencyKind kind, DateOnly on) =>
        authorities[(clause, kind)].FirstOrDefault(c => c.Standing.ValidOn(on));

    /// <summary>Classes that a referral to an agency of the kind may name for the purpose.</summary>
    public ImmutableHashSet<FieldClass> ClassesAReferralMayName(AgencyKind to, Purpose purpose, DateOnly on) =>
        [.. Needs(to, purpose, on).Where(r => r.Relation == RelationKind.ReferralAccepted && r.Limit == RowLimit.Named).Select(r => r.Class)];

    internal IEnumerable<NeedToKnowRow> Needs(AgencyKind kind, Purpose purpose, DateOnly on) =>
        needs[(kind, purpose)].Where(r => r.Standing.ValidOn(on));

    internal bool IsOn(string policySwitch) => switches[policySwitch].On;

    /// <summary>Reads tables that are not the embedded ones: name (file name without ending) to text.</summary>
    internal static LawTables Read(IReadOnlyDictionary<string, string> tables)
    {
        var read = LawReader.Read(tables);
        if (read.Gaps.Count > 0) throw new LawTablesException(read.Gaps);
        return new LawTables(VersionOf(tables), read);
    }

    internal static IReadOnlyDictionary<string, string> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("law/", StringComparison.Ordinal))
            .ToFrozenDictionary(n => n["law/".Length..], n => Text(assembly, n), StringComparer.Ordinal);
    }

    /// <summary>Names and texts, each ended by a zero byte, in ordinal order of names.</summary>
    private static string VersionOf(IReadOnlyDictionary<string, string> tables)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, text) in tables.OrderBy(t => t.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{text}\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, new UTF8Encoding(false, true));
        return reader.ReadToEnd();
    }
}

/// <summary>The tables have gaps; nothing starts on them.</summary>
public sealed class LawTablesException : Exception
{
    internal LawTablesException(IReadOnlyCollection<string> gaps)
        : base($"The law tables have {gaps.Count} gap(s):\n- {string.Join("\n- ", gaps)}") => Gaps = gaps;

    /// <summary>Each as <c>table, line: what is wrong</c>.</summary>
    public IReadOnlyCollection<string> Gaps { get; }
}
