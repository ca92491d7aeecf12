using System.Globalization;
using Grpc.Core;
using Registry.Contracts.Access;
using Registry.Domain.Access;
using Registry.Server.Records;
using Registry.Store.Log;
using Registry.V1;
using DomainPurpose = Registry.Domain.Access.Purpose;

namespace Registry.Server.Pipeline;

/// <summary>One call of a proven identity, checked for shape: what every step after the pipeline starts from.</summary>
/// <param name="Caller">Who calls, as the token says.</param>
/// <param name="Method">What the contract declares about the method.</param>
/// <param name="Context">Field 1 of the request.</param>
/// <param name="Now">UTC, read once a call.</param>
/// <param name="Today">Law date, read once a call.</param>
/// <param name="Trace">Made by the server; never the caller's.</param>
/// <param name="Server">gRPC's own context.</param>
internal sealed record Call(
    Caller Caller, MethodAccess Method, AccessContext Context, DateTimeOffset Now, DateOnly Today, Guid Trace, ServerCallContext Server)
{
    private static readonly object Key = new();

    /// <summary>Proven anew where the directory moved under the call; the agency stays.</summary>
    public Caller Caller { get; set; } = Caller;

    private bool named;

    /// <summary>Cancels when the caller gives up or its deadline passes. Never given to a write of the log.</summary>
    public CancellationToken Cancel { get; init; } = Server.CancellationToken;

    public DomainPurpose Purpose => (DomainPurpose)Context.Purpose;

    /// <summary>The calling officer, as facts tell officers apart.</summary>
    public OfficerTag Officer => Caller.OfficerTag!;

    /// <summary>Whom the caller says that it acts for; null for nobody. Narrows, never widens.</summary>
    public Guid? OnBehalfOf => Guid.TryParseExact(Context.OnBehalfOfId, "D", out var other) ? other : null;

    /// <summary>The legal basis when it is one of the law tables; free text never reaches a record outside its sealed justification.</summary>
    public string LegalBasis { get; init; } = "";

    /// <summary>The miss that the call counts as until it turns out to be none; null before it was admitted.</summary>
    public Ceilings.Taken? Miss { get; set; }

    /// <summary>Whether it found nothing though it was answered: guessing ends at the ceiling of misses.</summary>
    public bool Missed { get; set; }

    /// <summary>Language that refusals and names come in.</summary>
    public Tongue Tongue { get; init; }

    /// <summary>Version of the directory that the caller was proven by; the line keeps it.</summary>
    public long Directory { get; init; }

    /// <summary>Free text for the sealed part of the call's lines: what the caller gave as field 1, and what else must not be lost.</summary>
    public string Justification { get; set; } = Context.Justification;

    /// <summary>What the call records as told outside the registry.</summary>
    public ToldRecord? Told { get; set; }

    /// <summary>In a call that breaks the glass, or reviews it: which, and what the review found.</summary>
    public GlassRecord? Glass { get; set; }

    /// <summary>In a call that gives a case to an officer or takes it from him: subject of his tokens.</summary>
    public string? Assigns { get; set; }

    /// <summary>In a call that counts: whose figures, which period, as of when. Set before the line, which says it.</summary>
    public string? Counted { get; set; }

    /// <summary>
    /// Whether the time of the answer would tell what the answer does not: to an outside system never whether a measure is in force, to nobody why
    /// something was not confirmed.
    /// </summary>
    public bool LeavesOnTick { get; set; } = Caller.Kind == Domain.Agencies.AgencyKind.OutsideSystem;

    /// <summary>In a call of an inspector: the mandate that it is under; lines outside its scope are absent.</summary>
    public Domain.Agencies.Mandate? Mandate { get; set; }

    /// <summary>In a call of an inspector: how many lines the next look lets her see at the most.</summary>
    public int Shows { get; set; }

    /// <summary>In a call of an inspector: whose lines it asks for, where that is one agency. A code; set before the look.</summary>
    public string? Inspects { get; set; }

    /// <summary>In a page of a watch over lines: the first line of the watch.</summary>
    public Guid? PageOf { get; init; }

    /// <summary>Whether a line about this call is on disk; a failure without one gets its own.</summary>
    public bool HasLine { get; private set; }

    /// <summary>The call that the pipeline attached.</summary>
    public static Call Of(ServerCallContext context) => (Call)context.UserState[Key];

    public void Attach() => Server.UserState[Key] = this;

    /// <summary>The rule of the method for need to know over the classes asked.</summary>
    public MethodRule Rule(IReadOnlySet<Domain.Access.FieldClass> classes) => new(
        Method.Name, Method.Scope, [.. Method.Purposes.Select(purpose => (DomainPurpose)purpose)], [.. classes], Method.Line == LineKind.Act);

    /// <summary>
    /// The caller's half of a line, as trailers: where it stands in the log, and the signed receipt (a FORMAT.md receipt). A call names one line, its first; a call that has to look
    /// elsewhere on its way (<see cref="OnTheWay"/>) names the one about the person it is for.
    /// </summary>
    public void Noted(LinePosition line)
    {
        if (named)
            return;
        var trailers = Server.ResponseTrailers;
        foreach (var earlier in trailers.Where(entry => entry.Key.StartsWith("registry-", StringComparison.Ordinal)).ToList())
            trailers.Remove(earlier);
        trailers.Add("registry-record-id", line.RecordId.ToString());
        trailers.Add("registry-leaf-index", line.LeafIndex.ToString(CultureInfo.InvariantCulture));
        trailers.Add("registry-tree-size", line.TreeSize.ToString(CultureInfo.InvariantCulture));
        if (line.Signed is { } receipt)
            trailers.Add("registry-receipt-bin", receipt.ToBytes());
        named = HasLine = true;
    }

    /// <summary>The same as headers: whoever gets a stream has the receipt before the first message, not only behind the last.</summary>
    public Task SendReceipt()
    {
        var headers = new Metadata();
        foreach (var entry in Server.ResponseTrailers.Where(entry => entry.Key.StartsWith("registry-", StringComparison.Ordinal)))
            headers.Add(entry);
        return Server.WriteResponseHeadersAsync(headers);
    }

    /// <summary>Says that the line just left was about something else on the way: the next one is the call's own.</summary>
    public void OnTheWay() => named = false;
}
