using System.Collections.Immutable;
using Registry.Domain.Access;

namespace Registry.Domain.Reports;

/// <summary>
/// Every count of every sheet, as whoever holds them all sees it: twice, for he may take agencies without a figure for one part of the province that
/// is never told, or know that they have nothing, since who has which duty may be known.
/// </summary>
internal sealed class EverySheet
{
    private static readonly bool[] OthersKnown = [false, true];

    private readonly Deduction deduction;
    private readonly int province;
    private readonly Dictionary<AgencyCode, int> placeOf;
    private readonly Dictionary<(Figure Figure, string Code), int> rowOf = [];

    /// <param name="control">Says of each count whether, and how far, it must stay in doubt.</param>
    /// <param name="agencies">Agencies with a figure.</param>
    /// <param name="codes">Codes of each table without the total.</param>
    public EverySheet(DisclosureControl control, IReadOnlyList<AgencyCode> agencies, IReadOnlyDictionary<Figure, ImmutableArray<string>> codes)
    {
        placeOf = agencies.Select((agency, place) => (agency, place)).ToDictionary(one => one.agency, one => one.place);
        var others = agencies.Count;
        province = others + 1;
        foreach (var (figure, rows) in codes)
            foreach (var code in figure.HasTotal() ? rows.Prepend(Census.Total) : rows) rowOf.Add((figure, code), rowOf.Count);

        var doubt = new long[OthersKnown.Length * (province + 1) * ReportPeriod.Spans.Length * rowOf.Count];
        Array.Fill(doubt, -1);
        foreach (var span in ReportPeriod.Spans.Where(control.IsOver))
            foreach (var ((figure, code), row) in rowOf)
            {
                doubt[At(othersKnown: false, others, span, row)] = control.DoubtOfNothing(figure);
                foreach (var scope in Enumerable.Range(0, others).Append(province))
                {
                    var reach = control.Doubt(figure, scope < others ? agencies[scope] : null, span, code) ?? -1;
                    foreach (var known in OthersKnown) doubt[At(known, scope, span, row)] = reach;
                }
            }

        deduction = new Deduction(doubt);
        foreach (var known in OthersKnown)
            foreach (var span in ReportPeriod.Spans)
            {
                int[] parts = [.. Enumerable.Range(0, known ? others : province)];
                foreach (var row in rowOf.Values)
                {
                    deduction.AddsUp(At(known, province, span, row), [.. parts.Select(scope => At(known, scope, span, row))]);
                    foreach (var scope in parts.Append(province))
                        foreach (var split in ReportPeriod.Splits(span)) deduction.AddsUp(At(known, scope, span, row), [.. split.Select(part => At(known, scope, part, row))]);
                }

                foreach (var (figure, rows) in codes.Where(table => !table.Key.MayRepeat() && table.Value.Length > 0))
                    foreach (var scope in parts.Append(province))
                        deduction.AddsUp(At(known, scope, span, rowOf[(figure.TotalOf(), Census.Total)]), [.. rows.Select(code => At(known, scope, span, rowOf[(figure, code)]))]);
            }
    }

    /// <summary>True, and it is known from now on, when the count may be told within these bounds.</summary>
    public bool MayKnow(Figure figure, AgencyCode? scope, ReportSpan span, string code, long least, long most) => deduction.Learns(
        OthersKnown.Select(known => At(known, scope is { } agency ? placeOf[agency] : province, span, rowOf[(figure, code)])), least, most);

    private int At(bool othersKnown, int scope, ReportSpan span, int row) =>
        ((((((othersKnown ? 1 : 0) * (province + 1)) + scope) * ReportPeriod.Spans.Length) + (int)span - 1) * rowOf.Count) + row;
}
