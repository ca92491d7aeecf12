using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.Disclosures;
using Registry.Domain.Emergencies;
using Registry.Domain.History;

namespace Registry.Server.Records;

/// <summary>
/// The actor part of one line: who, what for, by which rule. Ids, codes and names of classes only, never a field value. Inspectors
/// read exactly this.
/// </summary>
internal sealed record AccessRecord
{
    /// <summary>Version of this form, counted from 1.</summary>
    [JsonRequired]
    public int V { get; init; } = 1;

    /// <summary>UTC, when the decision was taken.</summary>
    public required DateTimeOffset At { get; init; }

    public required RecordKind Kind { get; init; }

    /// <summary>Issuer of the token; the actor is issuer and officer together.</summary>
    public string Issuer { get; init; } = "";

    public string Officer { get; init; } = "";

    public string Agency { get; init; } = "";

    /// <summary>The officer's own agency while he is seconded and acts for <see cref="Agency"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SecondedFrom { get; init; }

    /// <summary>Version of the directory of who may act, by which the caller was proven.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Directory { get; init; }

    /// <summary>In a line about nobody: network address of the source.</summary>
    public string? Source { get; init; }

    /// <summary>SHA-256 of the client certificate (RFC 8705), where there was one.</summary>
    public string? Certificate { get; init; }

    /// <summary>Service and method, e.g. <c>IdentityService/GetIdentity</c>.</summary>
    public string Method { get; init; } = "";

    public Purpose Purpose { get; init; }

    public string LegalBasis { get; init; } = "";

    /// <summary>Dossier that the caller named.</summary>
    public Guid? Case { get; init; }

    /// <summary>Record of whom the caller said that it acts for; the decision rests on it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? OnBehalfOf { get; init; }

    /// <summary>In the line of a mirror: the record whose relations counted as if the agency held them here; the decision rests on it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ActsFrom { get; init; }

    public ImmutableArray<FieldClass> Asked { get; init; } = [];

    /// <summary>Classes granted, each with the row of the law tables that permits it.</summary>
    public ImmutableSortedDictionary<FieldClass, string> Granted { get; init; } = ImmutableSortedDictionary<FieldClass, string>.Empty;

    /// <summary>Classes refused, each with the rule that refuses it.</summary>
    public ImmutableSortedDictionary<FieldClass, string> Refused { get; init; } = ImmutableSortedDictionary<FieldClass, string>.Empty;

    /// <summary>SHA-256 of the law tables that decided, hex.</summary>
    public string Law { get; init; } = "";

    /// <summary>The law's day of the decision; absent in lines of older versions.</summary>
    public DateOnly? LawDate { get; init; }

    /// <summary>Version of the facts that the decision rests on.</summary>
    public long Facts { get; init; }

    /// <summary>Made by the server, one a call.</summary>
    public Guid Trace { get; init; }

    /// <summary><c>OK</c>, or the stable reason of a refusal.</summary>
    public string Outcome { get; init; } = "OK";

    /// <summary>In an outcome line: the intent line that it belongs to.</summary>
    public Guid? Intent { get; init; }

    /// <summary>In an inspector's lines: the mandate that they are under.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Mandate { get; init; }

    /// <summary>In an inspector's lines: the agency whose lines were asked for, or of the one line that was opened.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Inspects { get; init; }

    /// <summary>In an inspector's intent line: how many lines it let her see at the most; counts against the mandate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Shows { get; init; }

    /// <summary>In the line of a page of a watch over lines: the first line of that watch. No watch tells of it, or two would tell of each other for ever.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? PageOf { get; init; }

    /// <summary>In the outcome line of a write: what was appended. Events without an intent are an error of verification.</summary>
    public ImmutableArray<AppendedTo> Appended { get; init; } = [];

    /// <summary>In the lines of a disclosure outside the registry: what was told to whom.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ToldRecord? Told { get; init; }

    /// <summary>What whom a look showed shares with the officer (<see cref="AlikeMark"/>); absent where nothing is known of him.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Alike { get; init; }

    /// <summary>In the lines of an assignment: the officer whom it is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Assigns { get; init; }

    /// <summary>In the lines of an emergency look and of its review.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GlassRecord? Glass { get; init; }

    /// <summary>In the outcome line that marks an entry of the review queue as read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SettledRecord? Settles { get; init; }

    /// <summary>In the line of a start: environment, switches and keys that it runs with.</summary>
    public string? Running { get; init; }

    /// <summary>In the line of statistics: whose figures (<c>*</c> for all), which period, as known on which day.</summary>
    public string? Counted { get; init; }

    /// <summary>In the line of an erasure: what was shredded and under which policy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErasedRecord? Erased { get; init; }

    /// <summary>In the outcome line of a report to the person herself: what it was made from and what it told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportedRecord? Reported { get; init; }

    /// <summary>In an aggregated line about nobody: how many.</summary>
    public int Count { get; init; } = 1;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, DomainJson.Options);

    /// <exception cref="JsonException">Not a record of this form.</exception>
    public static AccessRecord Parse(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<AccessRecord>(bytes, DomainJson.Options) ?? throw new JsonException("An access record is an object.");
}

/// <summary>Head of a stream after a write: commits the events to the log.</summary>
/// <param name="Stream">Stream id.</param>
/// <param name="Version">Version after the append.</param>
/// <param name="Mac">MAC of the last event, base64.</param>
internal sealed record AppendedTo(Guid Stream, long Version, string Mac);

/// <summary>What was told outside the registry. The name of an outside body stands in the sealed justification.</summary>
/// <param name="Agency">Code of the agency that was told; empty for a body outside.</param>
/// <param name="Classes">What was told.</param>
/// <param name="On">When.</param>
/// <param name="Means">How.</param>
/// <param name="Review">True when nobody should have told this to them; null while that was not judged, in the line before the act.</param>
internal sealed record ToldRecord(string Agency, ImmutableArray<FieldClass> Classes, DateOnly On, DisclosureMeans Means, bool? Review);

/// <summary>An emergency look. The officer's words, and the inspector's, stand in the sealed justification.</summary>
/// <param name="Id">Which.</param>
/// <param name="Verdict">What the review found; null in the lines of the look itself.</param>
internal sealed record GlassRecord(Guid Id, GlassVerdict? Verdict);

/// <summary>What an erasure shreds. Its line opens for everybody.</summary>
/// <param name="Policy">Id of the written policy.</param>
/// <param name="PolicyHash">SHA-256 of the policy file, hex.</param>
/// <param name="PolicyText">The policy file itself.</param>
/// <param name="Before">All of these lines are older, UTC.</param>
/// <param name="Epochs">Audit epochs whose keys are destroyed.</param>
/// <param name="First">Index of the first of their lines.</param>
/// <param name="Last">Index of the last.</param>
/// <param name="Lines">How many there are.</param>
internal sealed record ErasedRecord(
    string Policy, string PolicyHash, string PolicyText, DateTimeOffset Before, ImmutableArray<Guid> Epochs, long First, long Last, long Lines);

/// <summary>What a report to a person was made from. Whoever opens the log counts the same lines, without the registry.</summary>
/// <param name="From">Index of the first line that was looked through.</param>
/// <param name="Size">Index after the last one.</param>
/// <param name="Records">Each record of hers, with the lines about it in between, of every kind.</param>
/// <param name="Looks">How many looks were told.</param>
/// <param name="Digest">SHA-256 of what was told, hex.</param>
internal sealed record ReportedRecord(long From, long Size, ImmutableArray<ReportedCount> Records, int Looks, string Digest);

/// <summary>How many lines are about one record.</summary>
internal sealed record ReportedCount(Guid Record, long Lines);

internal enum RecordKind
{
    Unspecified = 0,

    /// <summary>Allowed; on disk before anything is opened.</summary>
    Intent = 1,

    Denial = 2,

    /// <summary>What an allowed act did.</summary>
    Outcome = 3,

    /// <summary>A process started to serve.</summary>
    Start = 4,

    /// <summary>An operator took a log without a high-water mark for the true one.</summary>
    Adoption = 5,

    /// <summary>Keys of old lines were destroyed under a written policy; on disk before they are.</summary>
    Erasure = 80,

    /// <summary>Allowed in an emergency: the intent of an officer who breaks the glass.</summary>
    BreakGlass = 120,
}
