using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Registry.V1;

namespace Registry.Tool.Audit;

/// <summary>The lines that an inspector asks for, page by page.</summary>
/// <param name="Filters">What must hold of a line; page size and token are set here.</param>
internal sealed record LineQuestion(ListAccessesRequest Filters)
{
    private const int PageSize = 200;

    /// <summary>After the last line: the place below which the registry did not look, and when that line was written; null where it looked at all that was asked for.</summary>
    public (long Below, Timestamp Before)? Missing { get; private set; }

    /// <summary>The lines, newest first, page by page as they are read.</summary>
    /// <param name="office">Where they are asked for.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<AccessLine> Ask(AuditOffice office, [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = Filters.Clone();
        request.PageSize = PageSize;
        do
        {
            var page = await office.Page(request, cancel);
            if (page.KeptFromIndex > 0 && (request.From is null || request.From.CompareTo(page.KeptSince) < 0))
                Missing = (page.KeptFromIndex, page.KeptSince);
            foreach (var line in page.Lines)
                yield return line;
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }

    /// <summary>The same question to a watch, from a cursor on.</summary>
    public WatchAccessesRequest From(string cursor) => new()
    {
        PersonId = Filters.PersonId,
        Officer = Filters.Officer,
        Agency = Filters.Agency,
        Purpose = Filters.Purpose,
        FieldClass = Filters.FieldClass,
        Outcome = Filters.Outcome,
        Kind = Filters.Kind,
        From = Filters.From,
        Until = Filters.Until,
        Cursor = cursor,
    };
}
