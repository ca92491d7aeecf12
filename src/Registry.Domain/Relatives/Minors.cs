using Registry.Domain.Reports;

namespace Registry.Domain.Relatives;

/// <summary>
/// Who is a minor: "người chưa thành niên" of Decision 22/2015 Art. 1.2 and Law 66/2011 Art. 32.3 is under 18 as in the Civil Code, "người dưới 18 tuổi" of
/// Law 53/2024 Art. 2.1 says so itself. 16, the limit of a child, is a limit of statistics alone. What counts is the day on which he came along or was written
/// down: no birthday stands among the facts that decide, and who turns eighteen in the middle of a support loses nothing by it. Who appraises and
/// approves sees the date of birth and may reject a new file.
/// </summary>
public static class Minors
{
    /// <summary>Years.</summary>
    public const int Limit = 18;

    /// <summary>By the date of birth as far as it is known, whoever may be a minor being one; null where no year is.</summary>
    /// <param name="on">Law date.</param>
    /// <param name="year">Year of birth; 0 where it is not known.</param>
    /// <param name="month">Month, or 0.</param>
    /// <param name="day">Day, or 0.</param>
    public static bool? IsMinor(DateOnly on, int year, int month = 0, int day = 0) => year == 0 ? null : AgeBands.AgeOn(on, year, month, day) < Limit;
}
