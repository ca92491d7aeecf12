namespace Registry.Domain.History;

/// <summary>The stream types as stored. Victims and relatives share one: a person is a person (the events' own types still tell which).</summary>
public static class StreamTypes
{
    public const string Announcement = "announcement";
    public const string Person = "person";
    public const string Dossier = "dossier";

    /// <summary>Acts on who may act; one stream.</summary>
    public const string Agency = "agency";

    public const string Report = "report";
}
