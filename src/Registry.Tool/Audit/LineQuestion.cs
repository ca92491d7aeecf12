using System.Runtime.CompilerServices;
using Registry.V1;

namespace Registry.Tool.Audit;

/// <summary>Which lines an inspector asks for. What is null or empty asks for nothing; everything that is given must hold.</summary>
internal sealed record LineQuestion
{
    private const int PageSize = 200;

    public required Guid Person { get; init; }

    public string Officer { get; init; } = "";

    public string Agency { get; init; } = "";

    public Purpose Purpose { get; init; }

    /// <summary>Lines that asked for the class or were granted it.</summary>
    public FieldClass FieldClass { get; init; }

    public string Outcome { get; init; } = "";

    public AccessKind Kind { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether the line is asked for.</summary>
    public bool Takes(AccessLine line) =>
        (Officer.Length == 0 || line.Officer == Officer)
        && (Agency.Length == 0 || line.Agency == Agency)
        && (Purpose == Purpose.Unspecified || line.Purpose == Purpose)
        && (FieldClass == FieldClass.Unspecified || line.Asked.Contains(FieldClass) || line.Granted.Contains(FieldClass))
        && (Outcome.Length == 0 || line.Outcome == Outcome)
        && (Kind == AccessKind.Unspecified || line.Kind == Kind)
        && (From is not { } from || line.At.ToDateTimeOffset() >= from)
        && (Until is not { } until || line.At.ToDateTimeOffset() < until);

    /// <summary>The lines, newest first, page by page as they are read.</summary>
    /// <param name="office">Where they are asked for.</param>
    /// <param name="own">Gets the record id of each page's own line.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<AccessLine> Ask(AuditOffice office, Action<string>? own, [EnumeratorCancellation] CancellationToken cancel)
    {
        var token = "";
        do
        {
            var (page, record) = await office.Page(new ListAccessesRequest { PersonId = Person.ToString(), PageSize = PageSize, PageToken = token }, cancel);
            own?.Invoke(record);
            foreach (var line in page.Lines)
            {
                // Newest first: from here on everything is older still.
                if (From is { } from && line.At.ToDateTimeOffset() < from - Overlap)
                    yield break;
                if (Takes(line))
                    yield return line;
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);
    }

    /// <summary>Lines stand in the order of their commit, their times in that of the decisions before it.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
}
