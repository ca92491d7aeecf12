using Registry.Domain.Access;
using Registry.Domain.Reports;

namespace Registry.Domain.Tests.Reports;

/// <summary>
/// Whoever has every sheet there is and narrows down what each count can be: told ones lie about what is told, parts add up to their whole, rows to
/// their total. It goes on until nothing gets narrower.
/// </summary>
internal sealed class Attacker
{
    private const long Endless = 1_000_000_000_000;

    private readonly Dictionary<(AgencyCode? Scope, ReportSpan Span, string Code), (long Least, long Most)> bounds = [];
    private readonly List<((AgencyCode?, ReportSpan, string) Whole, List<(AgencyCode?, ReportSpan, string)> Parts)> sums = [];

    /// <param name="told">Every sheet.</param>
    /// <param name="figure">The table under attack.</param>
    /// <param name="agencies">Agencies that may have figures, told or not.</param>
    public Attacker(DisclosureControl told, Figure figure, IReadOnlyList<AgencyCode> agencies)
    {
        AgencyCode?[] scopes = [.. agencies.Select(a => (AgencyCode?)a), null];
        string[] codes = [.. told.CodesOf(figure), ""];
        foreach (var scope in scopes)
            foreach (var span in ReportPeriod.Spans)
            {
                foreach (var code in codes)
                {
                    var said = code.Length == 0 ? told.TotalOf(figure, scope, span) : told.Of(figure, scope, span, code);
                    bounds[(scope, span, code)] = said is { } value ? (told.Least(figure, value), told.Most(figure, value)) : (0, Endless);
                    foreach (var split in ReportPeriod.Splits(span)) sums.Add(((scope, span, code), [.. split.Select(part => (scope, part, code))]));
                    if (scope is null) sums.Add(((null, span, code), [.. agencies.Select(agency => ((AgencyCode?)agency, span, code))]));
                    if (scope is null)
                        foreach (var split in ReportPeriod.Splits(span))
                            sums.Add(((null, span, code), [.. agencies.SelectMany(agency => split.Select(part => ((AgencyCode?)agency, part, code)))]));
                }

                sums.Add(((scope, span, ""), [.. told.CodesOf(figure).Select(code => (scope, span, code))]));
            }

        while (sums.Aggregate(false, (narrower, sum) => Narrow(sum.Whole, sum.Parts) || narrower)) { }
    }

    /// <summary>What the count can be for all he knows.</summary>
    public (long Least, long Most) Knows(AgencyCode? scope, ReportSpan span, string code) => bounds[(scope, span, code)];

    private bool Narrow((AgencyCode?, ReportSpan, string) whole, List<(AgencyCode?, ReportSpan, string)> parts)
    {
        var (least, most) = (parts.Sum(part => bounds[part].Least), parts.Sum(part => bounds[part].Most));
        var narrower = Set(whole, least, most);
        foreach (var part in parts)
        {
            var (others, most2) = (parts.Where(p => p != part).Sum(p => bounds[p].Least), parts.Where(p => p != part).Sum(p => bounds[p].Most));
            narrower |= Set(part, bounds[whole].Least - most2, bounds[whole].Most - others);
        }

        return narrower;
    }

    private bool Set((AgencyCode?, ReportSpan, string) of, long least, long most)
    {
        var (before, now) = (bounds[of], (Math.Max(bounds[of].Least, least), Math.Min(bounds[of].Most, most)));
        bounds[of] = now;
        return before != now;
    }
}
