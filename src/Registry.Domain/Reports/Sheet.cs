using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;

namespace Registry.Domain.Reports;

/// <summary>What is told of a period: tables with their rows. Equal askings give equal sheets.</summary>
/// <param name="AsOf">Closing day as of which it is known.</param>
/// <param name="Tables">In the order of the page.</param>
public sealed record Sheet(DateOnly AsOf, ImmutableArray<SheetTable> Tables)
{
    /// <summary>Takes the sheet of a node out of what may be told.</summary>
    /// <param name="law">Headings and lists.</param>
    /// <param name="told">What may be told.</param>
    /// <param name="scope">An agency, or null for the whole province.</param>
    /// <param name="span">The period.</param>
    public static Sheet Of(LawTables law, DisclosureControl told, AgencyCode? scope, ReportSpan span) => new(
        told.AsOf(scope, span),
        [
            .. Figures.All.Select(figure =>
            {
                var rows = told.Rows(figure, scope, span, Closed(law, figure)).Select(code => Row(law, figure, code, told.Of(figure, scope, span, code)));
                if (figure.IsOpen()) rows = rows.Append(Row(law, figure, DisclosureControl.Others, null));
                var heading = law.FigureWord(figure.ToString())!;
                return new SheetTable(figure, heading.Vi, heading.En, told.TotalOf(figure, scope, span), [.. rows]);
            }),
        ]);

    /// <summary>Codes that always have a row.</summary>
    public static IEnumerable<string> Closed(LawTables law, Figure figure) => figure switch
    {
        Figure.Form => List(law, "exploitation-forms").Select(row => row.Standing.Id),
        Figure.Overdue => Enum.GetValues<DutyKind>().Where(Steps.IsStep).Select(duty => duty.ToString()),
        _ => law.Figures.Where(w => w.Id.StartsWith($"{figure}.", StringComparison.Ordinal)).Select(w => w.Id[(w.Id.IndexOf('.', StringComparison.Ordinal) + 1)..]),
    };

    private static SheetRow Row(LawTables law, Figure figure, string code, long? count)
    {
        var (vi, en) = Names(law, figure, code) ?? (code, code);
        return new SheetRow(code, vi, en, count);
    }

    private static (string Vi, string En)? Names(LawTables law, Figure figure, string code)
    {
        if ((law.FigureWord($"{figure}.{code}") ?? (code is DisclosureControl.Others or "UNKNOWN" ? law.FigureWord(DisclosureControl.Others) : null)) is { } word) return (word.Vi, word.En);
        var list = figure switch { Figure.Form => "exploitation-forms", Figure.EthnicGroup => "ethnic-groups", _ => "" };
        if (List(law, list).FirstOrDefault(row => row.Standing.Id == code) is { } row) return (row.Vi, row.En);
        if (figure is Figure.Referral or Figure.Destination && Enum.TryParse<AgencyKind>(code, out var kind)) return Of(law.WordFor(kind));
        if (figure == Figure.Overdue && law.Tasks.LastOrDefault(task => task.Duty.ToString() == code) is { } duty) return (duty.Vi, duty.En);
        return figure.HasGivers() && Enum.TryParse<SupportKind>(code, out var support) ? Of(law.WordFor(support)) : null;
    }

    private static (string, string) Of(Word word) => (word.Vi, word.En);

    private static IEnumerable<TextRow> List(LawTables law, string name) => law.Codes.Where(list => list.Name == name).SelectMany(list => list.Rows);
}

/// <summary>One table.</summary>
/// <param name="Figure">Which.</param>
/// <param name="Vi">Heading in Vietnamese.</param>
/// <param name="En">Heading in English.</param>
/// <param name="Total">Null where it is hidden. Rows and total are rounded each for itself.</param>
/// <param name="Rows">Its rows.</param>
public sealed record SheetTable(Figure Figure, string Vi, string En, long? Total, ImmutableArray<SheetRow> Rows);

/// <summary>One row; its count is null where it is hidden.</summary>
public sealed record SheetRow(string Code, string Vi, string En, long? Count);
