using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Reports;

namespace Registry.Domain.Law;

/// <summary>
/// The law as data: the regimes of <c>Law/RegimeXXXX</c>, what they share in <c>Law/Common</c> and <c>Law/Codes</c>, and the agencies of one
/// province. Load once; immutable but for <see cref="Agencies"/>. What is asked for a day is answered by the regime of that day.
/// </summary>
public sealed partial class LawTables
{
    /// <summary>The province whose agencies are read unless another is named: a folder under <c>Agencies/</c>.</summary>
    public const string DefaultProvince = "Hue";

    /// <summary>Name of the local sheet of switches among the tables of <see cref="Read"/>.</summary>
    public const string SwitchSheet = Law.LocalSwitches.Sheet;

    private readonly FrozenDictionary<string, LegalBasis> bases;
    private readonly FrozenDictionary<string, RefusalRow> refusals;
    private readonly FrozenDictionary<string, TextRow> nextSteps;
    private readonly FrozenDictionary<string, TextRow> warnings;
    private readonly ImmutableArray<SwitchRow> switches;
    private readonly FrozenDictionary<string, Standing> rules;
    private readonly FrozenDictionary<Matter, TransitionRow> transitions;
    private readonly FrozenDictionary<string, Word> words;
    private readonly FrozenDictionary<string, Word> figures;
    private readonly ILookup<(AgencyKind, Purpose), NeedToKnowRow> needs;
    private readonly ILookup<(int, AgencyKind), AuthorityCell> authorities;
    private volatile AgencyDirectory agencies;

    internal LawTables(string version, LawReader read)
    {
        Version = version;
        Regimes = read.Regimes;
        Transitions = read.Transitions;
        NeedToKnow = [.. Regimes.SelectMany(r => r.NeedToKnow)];
        Measures = [.. Regimes.SelectMany(r => r.Measures)];
        Authorities = [.. Regimes.SelectMany(r => r.Authorities)];
        LegalBases = read.LegalBases;
        Refusals = read.Refusals;
        Codes = read.Codes;
        Duties = read.Duties;
        Holidays = read.Holidays;
        Tasks = read.Tasks;
        Escalations = read.Escalations;
        Untasked = read.Untasked;
        Calendar = new WorkingCalendar(Holidays);
        AgenciesOfTables = agencies = read.Province.Directory();
        ReportingRows = read.Reporting;
        Figures = read.Figures;
        LocalSwitches = read.Local.All;
        Inferred = [.. read.Local.Inferred];
        Province = read.Province.Name;
        figures = Figures.ToFrozenDictionary(w => w.Id, StringComparer.Ordinal);
        bases = LegalBases.ToFrozenDictionary(b => b.Standing.Id, StringComparer.Ordinal);
        refusals = Refusals.ToFrozenDictionary(r => r.Standing.Id, StringComparer.Ordinal);
        nextSteps = read.NextSteps.ToFrozenDictionary(s => s.Standing.Id, StringComparer.Ordinal);
        warnings = read.Warnings.ToFrozenDictionary(w => w.Standing.Id, StringComparer.Ordinal);
        switches = read.Switches;
        words = read.Words.ToFrozenDictionary(w => w.Id, StringComparer.Ordinal);
        transitions = Transitions.ToFrozenDictionary(t => t.Matter);
        rules = NeedToKnow.Select(r => r.Standing).Concat(read.GeneralRules.Select(r => r.Standing))
            .DistinctBy(s => s.Id).ToFrozenDictionary(s => s.Id, StringComparer.Ordinal);
        needs = NeedToKnow
            .SelectMany(r => r.Kind is { } kind ? [kind] : Enum.GetValues<AgencyKind>().Where(k => k != AgencyKind.Unspecified), (r, kind) => (r, kind))
            .ToLookup(x => (x.kind, x.r.Purpose), x => x.r);
        authorities = Authorities.ToLookup(c => (c.Clause, c.Kind));
    }

    /// <summary>SHA-256, lower-case hex, over all tables as read, the local sheet of switches among them. A log line keeps it.</summary>
    public string Version { get; }

    /// <summary>Name of the province whose agencies these are.</summary>
    public string Province { get; }

    /// <summary>What a reviewed local document switched; empty where the tables stand as shipped.</summary>
    public ImmutableArray<LocalSwitch> LocalSwitches { get; }

    /// <summary>Every inferred row, each a switch, and how it stands.</summary>
    public ImmutableArray<InferredRow> Inferred { get; }

    /// <summary>Oldest first; each begins on the day on which the one before it ends.</summary>
    public ImmutableArray<Regime> Regimes { get; }

    /// <summary>One rule for every <see cref="Matter"/>.</summary>
    public ImmutableArray<TransitionRow> Transitions { get; }

    /// <summary>Of all regimes.</summary>
    public ImmutableArray<NeedToKnowRow> NeedToKnow { get; }

    /// <summary>Of all regimes.</summary>
    public ImmutableArray<MeasureRow> Measures { get; }

    /// <summary>Of all regimes.</summary>
    public ImmutableArray<AuthorityCell> Authorities { get; }

    public ImmutableArray<LegalBasis> LegalBases { get; }

    public ImmutableArray<RefusalRow> Refusals { get; }

    /// <summary>Code lists, each with its version.</summary>
    public ImmutableArray<CodeList> Codes { get; }

    /// <summary>Decision 22/2015 clause by clause: what carries each, or why nothing does.</summary>
    public ImmutableArray<DutyRow> Duties { get; }

    /// <summary>The agencies of the province's tables, as read.</summary>
    public AgencyDirectory AgenciesOfTables { get; }

    /// <summary>
    /// The agencies as they stand: those of the tables and what was approved since. The one thing here that moves while a process
    /// runs; every rule that asks for an agency asks here.
    /// </summary>
    public AgencyDirectory Agencies => agencies;

    /// <summary>Takes a newer directory; only who reads the directory's stream calls it.</summary>
    public void Follow(AgencyDirectory newer) => agencies = newer;

    /// <summary>These tables with one fixed directory: a decision is taken over one, whatever moves meanwhile.</summary>
    public LawTables Over(AgencyDirectory one)
    {
        if (ReferenceEquals(one, agencies)) return this;
        var copy = (LawTables)MemberwiseClone();
        copy.agencies = one;
        return copy;
    }

    public ImmutableArray<HolidayRow> Holidays { get; }

    /// <summary>How duties become tasks.</summary>
    public ImmutableArray<TaskRow> Tasks { get; }

    /// <summary>Who is told of what stays undone, above those to whom it is owed.</summary>
    public ImmutableArray<EscalationRow> Escalations { get; }

    /// <summary>Deadlines that no task shows, each with the reason.</summary>
    public ImmutableArray<UntaskedRow> Untasked { get; }

    /// <summary>Working days and public holidays.</summary>
    public WorkingCalendar Calendar { get; }

    /// <summary>Who reports what to whom.</summary>
    public ImmutableArray<ReportingRow> ReportingRows { get; }

    /// <summary>Headings and rows of statistics, in the order of the page.</summary>
    public ImmutableArray<Word> Figures { get; }

    /// <summary>What an agency of the kind owes on the day, or null.</summary>
    public ReportingRow? Reporting(AgencyKind kind, DateOnly on) => ReportingRows.FirstOrDefault(r => r.Kinds.Contains(kind) && r.Standing.ValidOn(on));

    /// <summary>Heading or row of statistics, or null for a code of another list.</summary>
    public Word? FigureWord(string id) => figures.GetValueOrDefault(id);

    /// <summary>Reads the tables inside this assembly.</summary>
    /// <param name="province">Folder under <c>Agencies/</c> whose agencies there are.</param>
    /// <exception cref="LawTablesException">With every gap at once.</exception>
    public static LawTables Load(string province = DefaultProvince) => Read(Embedded(province), province);

    /// <summary>The regime in force on the day, or null before the first.</summary>
    public Regime? RegimeOn(DateOnly day) => Regimes.FirstOrDefault(r => r.Standing.ValidOn(day));

    /// <summary>The regime that a matter of a case follows, by its transitional rule.</summary>
    public Regime? RegimeFor(Matter matter, DaysOfACase days) => RegimeOn(days.Of(transitions[matter].DayOf));

    /// <summary>Row ids to their legal source, for <c>ExplainAccess</c>; null for an unknown id.</summary>
    public Standing? Rule(string ruleId) => rules.GetValueOrDefault(ruleId);

    /// <summary>True for a need-to-know row that shows the agency's own entries and no others.</summary>
    public bool IsOfOwnEntries(string ruleId) => NeedToKnow.Any(r => r.Limit == RowLimit.OwnEntries && r.Standing.Id == ruleId);

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

    /// <summary>Texts of a warning, or null for an unknown code.</summary>
    public TextRow? WarningText(string code) => warnings.GetValueOrDefault(code);

    /// <summary>A word of the tables as people call it.</summary>
    /// <exception cref="KeyNotFoundException">No word of the tables: a bug.</exception>
    public Word WordFor<T>(T value)
        where T : struct, Enum => words[Word.IdOf(value)];

    /// <summary>The refusal as its row words it, with the source that is in force on the day. The reader saw to it that every reason has one.</summary>
    public Refusal Refuse(RefusalReason reason, DateOnly on)
    {
        var row = refusals[reason.Code()];
        var source = InForce(row.Standing.Source, on);
        return new Refusal(row.Standing.Id, source, row.NextStep, source == row.Standing.Source ? row.Standing.Certainty : Certainty.Inferred);
    }

    /// <summary>The refusal with the source, certainty and next step of the authority cell that refuses.</summary>
    internal Refusal Refuse(RefusalReason reason, DateOnly on, AuthorityCell cell)
    {
        var refusal = Refuse(reason, on);
        return refusal with
        {
            Source = cell.Standing.Source,
            Certainty = cell.Standing.Certainty,
            NextStep = cell.NextStep ?? refusal.NextStep,
        };
    }

    /// <summary>The cell for a measure and a kind on the day, or null when no regime is in force.</summary>
    public AuthorityCell? Authority(int clause, AgencyKind kind, DateOnly on) =>
        authorities[(clause, kind)].FirstOrDefault(c => c.Standing.ValidOn(on));

    /// <summary>The measure as the catalogue of the day has it, or null when no regime is in force.</summary>
    public MeasureRow? Measure(int clause, DateOnly on) => Measures.FirstOrDefault(m => m.Clause == clause && m.Standing.ValidOn(on));

    /// <summary>What a measure hides, by the law of the day on which it was decided; by every regime where that day is not known.</summary>
    public IEnumerable<HideRow> HidesOf(int clause, DateOnly? decidedOn)
    {
        var regime = decidedOn is { } day ? RegimeFor(Matter.Secrecy, new(day, Decision: day)) : null;
        return (regime is null ? Regimes.SelectMany(r => r.Hides) : regime.Hides).Where(h => h.Clause == clause);
    }

    /// <summary>Classes that a referral to an agency of the kind may name for the purpose.</summary>
    public ImmutableHashSet<FieldClass> ClassesAReferralMayName(AgencyKind to, Purpose purpose, DateOnly on) =>
        [.. Needs(to, purpose, on).Where(r => r.Relation == RelationKind.ReferralAccepted && r.Limit == RowLimit.Named).Select(r => r.Class)];

    /// <summary>True when the law lets a disclosure of the class to the kind of agency for the purpose rest on a consent.</summary>
    public bool RestsOnConsent(AgencyKind to, Purpose purpose, FieldClass fieldClass, DateOnly on) =>
        Needs(to, purpose, on).Any(r => r.Relation == RelationKind.Consented && r.Class == fieldClass);

    internal IEnumerable<NeedToKnowRow> Needs(AgencyKind kind, Purpose purpose, DateOnly on) =>
        needs[(kind, purpose)].Where(r => r.Standing.ValidOn(on));

    /// <summary>True for kinds to which returns are announced: those that have a row for it on the day, but not posts, which their command directs.</summary>
    internal bool IsToldOfReturns(AgencyKind kind, DateOnly on) =>
        kind != AgencyKind.BorderGuardPost && Needs(kind, Purpose.ReceiveReturnee, on).Any(r => r.Relation == RelationKind.Addressee);

    /// <summary>How the rule is read on the day; off where no row says so.</summary>
    internal bool IsOn(PolicySwitch rule, DateOnly on) => switches.Any(s => s.Rule == rule && s.On && s.Standing.ValidOn(on));

    /// <summary>Reads tables that are not the embedded ones: path without ending to text, e.g. <c>Regime2011/measures</c>.</summary>
    /// <exception cref="LawTablesException">With every gap at once.</exception>
    public static LawTables Read(IReadOnlyDictionary<string, string> tables, string province = DefaultProvince)
    {
        var read = LawReader.Read(tables, province);
        if (read.Gaps.Count > 0) throw new LawTablesException(read.Gaps);
        return new LawTables(VersionOf(tables), read);
    }

    /// <summary>The tables of this build: all of the law, and those of one province where it is among them.</summary>
    public static IReadOnlyDictionary<string, string> Embedded(string province = DefaultProvince)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("law/", StringComparison.Ordinal))
            .Where(n => !n.StartsWith("law/Agencies/", StringComparison.Ordinal) || n.StartsWith($"law/Agencies/{province}/", StringComparison.Ordinal))
            .ToFrozenDictionary(n => n["law/".Length..], n => Text(assembly, n), StringComparer.Ordinal);
    }

    /// <summary>Follows what took a basis' place until one is in force.</summary>
    private string InForce(string code, DateOnly on)
    {
        while (bases.TryGetValue(code, out var basis) && basis.Standing.Until <= on && basis.SucceededBy is { } next) code = next;
        return code;
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
public sealed partial class LawTablesException : Exception
{
    internal LawTablesException(IReadOnlyCollection<string> gaps)
        : base($"The law tables have {gaps.Count} gap(s):\n- {string.Join("\n- ", gaps)}") => Gaps = gaps;

    /// <summary>Each as <c>file, row, column: what is wrong</c>.</summary>
    public IReadOnlyCollection<string> Gaps { get; }
}
