using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Registry.Domain.Access;
using Registry.Domain.Reports;
using Registry.Server.Pipeline;
using Date = Registry.V1.Date;

namespace Registry.Server.Calls;

/// <summary>Between the contract's types and the domain's. What comes in here has passed <see cref="RequestRules"/>.</summary>
internal static class Wire
{
    public static Guid Id(string text) => Guid.ParseExact(text, "D");

    public static Guid? OptionalId(string text) => text.Length == 0 ? null : Id(text);

    public static DateOnly Day(Date date) => new(date.Year, date.Month, date.Day);

    public static Date Date(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    /// <summary>The business date of an act: the one given, today otherwise.</summary>
    public static DateOnly On(Call call, Date? occurredOn) => occurredOn is null ? call.Today : Day(occurredOn);

    /// <summary>The law's day of an act that nobody dates back.</summary>
    /// <exception cref="CallFailedException">REQUEST_NOT_VALID: another day was named.</exception>
    public static DateOnly Today(Call call, Date? occurredOn) => On(call, occurredOn) == call.Today
        ? call.Today
        : throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("occurred_on", Expected.Today));

    /// <summary>The period that is asked about; of two days the shortest that holds both, which the rules have seen to be there.</summary>
    public static ReportPeriod Period(V1.ReportPeriod period) =>
        period.FirstDay is null ? new(period.Year, (ReportSpan)period.Span) : ReportPeriod.Holding(Day(period.FirstDay), Day(period.LastDay))!.Value;

    public static V1.ReportPeriod Period(ReportPeriod period) => new() { Year = period.Year, Span = (V1.ReportSpan)period.Span };

    /// <summary>What a line says was counted; null where nothing can be.</summary>
    public static string? Counted(AgencyCode? scope, ReportPeriod period, DateOnly? moment) =>
        moment is { } day ? $"{scope?.Value ?? "*"} {period.Year} {period.Span} as of {day:yyyy-MM-dd}" : null;

    public static ImmutableArray<AgencyCode> Agencies(IEnumerable<string> codes) => [.. codes.Select(code => new AgencyCode(code))];

    /// <summary>A field that the contract gives every request of its sort, e.g. <c>request_id</c>.</summary>
    public static T Field<T>(IMessage request, string name) => (T)request.Descriptor.FindFieldByName(name).Accessor.GetValue(request);

    /// <summary>A moment that has come; now when none is given.</summary>
    /// <exception cref="CallFailedException">REQUEST_NOT_VALID: out of range, or yet to come.</exception>
    public static DateTimeOffset Moment(Timestamp? moment, string field, Call call) =>
        (Moment(moment, field) ?? call.Now) is var given && given <= call.Now
            ? given
            : throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem(field, Expected.MomentNotInFuture));

    /// <summary>A moment as it is sent.</summary>
    public static Timestamp? Stamp(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;

    /// <summary>A moment, or null when none is given.</summary>
    /// <exception cref="CallFailedException">REQUEST_NOT_VALID: out of range.</exception>
    public static DateTimeOffset? Moment(Timestamp? moment, string field)
    {
        try
        {
            return moment?.ToDateTimeOffset();
        }
        catch (InvalidOperationException)
        {
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem(field, Expected.Moment));
        }
    }

    /// <summary>Whose words or report; null where it was not said.</summary>
    public static Domain.Victims.SpokenBy? SpokenBy(V1.SpokenBy said) => said == V1.SpokenBy.Unspecified ? null : (Domain.Victims.SpokenBy)said;
}
