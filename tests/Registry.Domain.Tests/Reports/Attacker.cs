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

    private readonly Dictionary<(Figure, AgencyCode?, ReportSpan, string), (long Least, long Most)> bounds = [];
    private readonly List<((Figure, AgencyCode?, ReportSpan, string) Whole, List<(Figure, AgencyCode?, ReportSpan, string)> Parts)> sums = [];

    /// <param name="told">Every sheet.</param>
    /// <param name="agencies">Agencies that may have figures, told or not; he knows of no others.</param>
    /// <param name="figures">The tables under attack; those about victims share one total.</param>
    public Attacker(DisclosureControl told, IReadOnlyList<AgencyCode> agencies, params Figure[] figures)
    {
        AgencyCode?[] scopes = [.. agencies.Select(a => (AgencyCode?)a), null];
        foreach (var scope in scopes)
            foreach (var span in ReportPeriod.Spans)
                foreach (var figure in figures)
                {
                    foreach (var code in told.CodesOf(figure)) Add(told.Of(figure, scope, span, code), figure, scope, span, code);
                    Add(told.TotalOf(figure, scope, span), figure.TotalOf(), scope, span, "");
                    sums.Add(((figure.TotalOf(), scope, span, ""), [.. told.CodesOf(figure).Select(code => (figure, scope, span, code))]));
                }

        while (sums.Aggregate(false, (narrower, sum) => Narrow(sum.Whole, sum.Parts) || narrower)) { }

        void Add(long? said, Figure figure, AgencyCode? scope, ReportSpan span, string code)
        {
            if (!bounds.TryAdd((figure, scope, span, code), said is { } value ? (told.Least(figure, value), told.Most(figure, value)) : (0, Endless))) return;
            foreach (var split in ReportPeriod.Splits(span)) sums.Add(((figure, scope, span, code), [.. split.Select(part => (figure, scope, part, code))]));
            if (scope is not null) return;
            sums.Add(((figure, null, span, code), [.. agencies.Select(agency => (figure, (AgencyCode?)agency, span, code))]));
            foreach (var split in ReportPeriod.Splits(span))
                sums.Add(((figure, null, span, code), [.. agencies.SelectMany(agency => split.Select(part => (figure, (AgencyCode?)agency, part, code)))]));
        }
    }

    /// <summary>What the count can be for all he knows; of a total with the table whose total it is.</summary>
    public (long Least, long Most) Knows(Figure figure, AgencyCode? scope, ReportSpan span, string code) => bounds[(code.Length == 0 ? figure.TotalOf() : figure, scope, span, code)];

    private bool Narrow((Figure, AgencyCode?, ReportSpan, string) whole, List<(Figure, AgencyCode?, ReportSpan, string)> parts)
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

    private bool Set((Figure, AgencyCode?, ReportSpan, string) of, long least, long most)
    {
        var (before, now) = (bounds[of], (Math.Max(bounds[of].Least, least), Math.Min(bounds[of].Most, most)));
        bounds[of] = now;
        return before != now;
    }
}
