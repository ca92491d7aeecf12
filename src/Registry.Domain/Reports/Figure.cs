namespace Registry.Domain.Reports;

/// <summary>The tables of a report. Their headings and closed codes are rows of <c>figures.md</c>; the number stands in sealed entries.</summary>
public enum Figure
{
    /// <summary>Victims whose reception was recorded: the total of every table about victims.</summary>
    Victims = 0,

    /// <summary>How the return was agreed. Routes of a later version of the reception are codes of this table.</summary>
    Route = 1,

    /// <summary>Where she entered.</summary>
    Gate = 2,

    /// <summary>What verification found so far.</summary>
    Outcome = 3,

    /// <summary>Whether verification kept its deadline, for each victim.</summary>
    VerificationTime = 4,

    Sex = 5,

    /// <summary>Age on the day of reception, in bands with limits at 16 and 18.</summary>
    Age = 6,

    EthnicGroup = 7,

    Nationality = 8,

    /// <summary>Forms of exploitation; one victim may have several.</summary>
    Form = 9,

    /// <summary>Relatives and minors who came along.</summary>
    CameAlong = 10,

    /// <summary>Receptions in which an agency led or took part.</summary>
    Reception = 11,

    /// <summary>Verifications recorded.</summary>
    Verification = 12,

    /// <summary>Referrals proposed, by the kind of agency that was asked.</summary>
    Referral = 13,

    /// <summary>Hand-overs, by the kind of establishment.</summary>
    Destination = 14,

    /// <summary>Measures decided, by clause: the one place in which a measure counts.</summary>
    Measure = 15,

    /// <summary>Support given, by kind: how often.</summary>
    Support = 16,

    /// <summary>Support given, by kind: how much, in dong.</summary>
    SupportAmount = 17,

    /// <summary>Steps that were not taken by their last day, by what was to do; each in the quarter of that day.</summary>
    Overdue = 18,

    /// <summary>The country to which the victim was trafficked; VN inside the country.</summary>
    TraffickedTo = 19,
}

/// <summary>What kind of table a figure is.</summary>
public static class Figures
{
    /// <summary>The tables in the order of the page.</summary>
    public static IReadOnlyList<Figure> All { get; } = [.. Enum.GetValues<Figure>().Where(f => f != Figure.Victims).OrderBy(f => !f.IsOfVictims())];

    /// <summary>Counts victims, each under the day and agency of her reception; otherwise acts, each under its own.</summary>
    public static bool IsOfVictims(this Figure figure) => figure is <= Figure.Form or Figure.TraffickedTo;

    /// <summary>The table whose total is this one's: all tables about victims have one.</summary>
    public static Figure TotalOf(this Figure figure) => figure.IsOfVictims() ? Figure.Victims : figure;

    /// <summary>Has a total of its own.</summary>
    public static bool HasTotal(this Figure figure) => figure.TotalOf() == figure;

    /// <summary>One victim may stand in several rows, so rows do not add up to the total.</summary>
    public static bool MayRepeat(this Figure figure) => figure == Figure.Form;

    /// <summary>Codes that no list closes: a row of one would tell that there is somebody.</summary>
    public static bool IsOpen(this Figure figure) =>
        figure is Figure.Gate or Figure.EthnicGroup or Figure.Nationality or Figure.TraffickedTo or Figure.Referral or Figure.Destination or Figure.Support or Figure.SupportAmount;

    /// <summary>Several entries may be one person's, or one large one most of it: what is told must have enough people behind it, and none too large a part.</summary>
    public static bool HasGivers(this Figure figure) => figure is Figure.Support or Figure.SupportAmount;

    /// <summary>
    /// What the threshold is counted in: people and acts one by one, money by the million dong (inferred: about what one person is given at a time), so
    /// that a sum is rounded by as much as the threshold's people may have been given.
    /// </summary>
    public static long Unit(this Figure figure) => figure == Figure.SupportAmount ? 1_000_000 : 1;
}
