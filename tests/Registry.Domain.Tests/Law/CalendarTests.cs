using System.Globalization;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Law;

/// <summary>Working days, public holidays, and the last day of a deadline.</summary>
public sealed class CalendarTests
{
    private static readonly WorkingCalendar Calendar = Hue.Law.Calendar;

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-02-13", true)]
    [InlineData("2026-02-16", false)]
    [InlineData("2026-02-17", false)]
    [InlineData("2026-02-20", false)]
    [InlineData("2026-02-23", true)]
    [InlineData("2026-04-26", false)]
    [InlineData("2026-04-27", false)]
    [InlineData("2026-04-28", true)]
    [InlineData("2026-04-30", false)]
    [InlineData("2026-05-01", false)]
    [InlineData("2025-09-01", false)]
    [InlineData("2025-09-02", false)]
    [InlineData("2020-09-01", true)]
    [InlineData("2020-09-02", false)]
    [InlineData("2017-01-01", false)]
    [InlineData("2017-01-02", false)]
    [InlineData("2017-01-03", true)]
    public void Weekends_and_holidays_are_off_and_a_holiday_on_a_weekend_takes_the_next_working_day(string day, bool working) =>
        Assert.Equal(working, Calendar.IsWorkingDay(Day(day)));

    [Fact]
    public void A_year_that_is_not_listed_is_not_guessed()
    {
        Assert.Null(Calendar.IsWorkingDay(new DateOnly(Calendar.LastYear + 1, 3, 2)));
        Assert.Null(Calendar.LastDay(new DateOnly(Calendar.LastYear, 12, 30), 9, PeriodUnit.WorkingDays, false));
        Assert.NotNull(Calendar.LastDay(new DateOnly(Calendar.LastYear, 12, 30), 20, PeriodUnit.Days, false));
    }

    /// <summary>In these years the lunar calendars of Viet Nam and China have the same days.</summary>
    [Fact]
    public void The_lunar_holidays_are_the_first_of_the_first_and_the_tenth_of_the_third_month()
    {
        var lunar = new ChineseLunisolarCalendar();
        for (var year = Calendar.FirstYear; year <= Calendar.LastYear; year++)
        {
            var leap = lunar.GetLeapMonth(year);
            var third = leap is > 0 and <= 3 ? 4 : 3;
            var newYear = DateOnly.FromDateTime(lunar.ToDateTime(year, 1, 1, 0, 0, 0, 0));
            var kings = DateOnly.FromDateTime(lunar.ToDateTime(year, third, 10, 0, 0, 0, 0));

            for (var day = -1; day < 4; day++) Assert.False(Calendar.IsWorkingDay(newYear.AddDays(day)), $"{newYear} {day}");
            Assert.False(Calendar.IsWorkingDay(kings), $"{kings}");
        }
    }

    [Theory]
    [InlineData(DeadlineMatter.FirstCheck, AgencyKind.DistrictLabourOffice, "2016-03-01", "2016-03-04")]
    [InlineData(DeadlineMatter.Verification, AgencyKind.DistrictPolice, "2016-03-01", "2016-03-21")]
    [InlineData(DeadlineMatter.VerificationExtended, AgencyKind.DistrictPolice, "2016-03-01", "2016-05-01")]
    [InlineData(DeadlineMatter.RepatriationCertificate, AgencyKind.ProvincialPolice, "2016-03-01", "2016-03-01")]
    [InlineData(DeadlineMatter.SupportDecision, AgencyKind.HealthDepartment, "2026-04-20", "2026-05-06")]
    [InlineData(DeadlineMatter.SupportDecision, AgencyKind.HealthDepartment, "2026-06-01", "2026-06-12")]
    public void The_last_day_is_counted_in_the_unit_of_the_cell_without_the_first_day(
        DeadlineMatter matter, AgencyKind kind, string start, string last) =>
        Assert.Equal(Day(last), Hue.Law.LastDay(Hue.Law.Deadline(matter, kind, Day(start))!, Day(start)));

    [Fact]
    public void A_deadline_that_began_under_the_old_law_goes_on_under_it()
    {
        var began = new DateOnly(2025, 6, 20);

        Assert.Equal("DL-VERIFY-2", Hue.Law.Deadline(DeadlineMatter.Verification, AgencyKind.ProvincialPolice, began)!.Standing.Id);
        Assert.Null(Hue.Law.Deadline(DeadlineMatter.SupportDecision, AgencyKind.HealthDepartment, began));
        Assert.Equal("DL24-VERIFY", Hue.Law.Deadline(DeadlineMatter.Verification, AgencyKind.ProvincialPolice, Hue.DistrictsEnd)!.Standing.Id);
    }

    [Fact]
    public void A_period_that_ends_on_a_day_off_ends_on_the_next_working_day_only_where_that_is_switched_on()
    {
        // 1 May 2016 is a Sunday and a holiday; 2 and 3 May are off in its stead.
        Assert.Equal(Day("2016-05-01"), Calendar.LastDay(Day("2016-03-01"), 2, PeriodUnit.Months, toWorkingDay: false));
        Assert.Equal(Day("2016-05-04"), Calendar.LastDay(Day("2016-03-01"), 2, PeriodUnit.Months, toWorkingDay: true));
    }
}
