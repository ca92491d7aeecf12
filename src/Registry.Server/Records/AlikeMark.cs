using System.Globalization;

namespace Registry.Server.Records;

/// <summary>
/// Whether whom a look showed shares surname or commune with the officer who looked: a mark in the actor part, which the inspectorate alone reads. Always
/// as long, so that the size of a line tells nothing of it.
/// </summary>
/// <param name="SurnamePerMille">How many of a thousand people have the surname that both have; null where they have none in common.</param>
/// <param name="Commune">Both are of one commune.</param>
internal readonly record struct AlikeMark(int? SurnamePerMille, bool Commune)
{
    /// <summary>Nothing in common, or nothing shown.</summary>
    public static AlikeMark None { get; } = new(null, false);

    /// <summary>Three digits or dashes, and <c>C</c> or a dash.</summary>
    public string Text => (SurnamePerMille is { } share ? share.ToString("000", CultureInfo.InvariantCulture) : "---") + (Commune ? "C" : "-");

    /// <summary>Of a line; null and what nobody wrote here is no mark.</summary>
    public static AlikeMark Of(string? text) => text is { Length: 4 }
        ? new AlikeMark(int.TryParse(text.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var share) ? share : null, text[3] == 'C')
        : None;
}
