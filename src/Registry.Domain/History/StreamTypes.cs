namespace Registry.Domain.History;

/// <summary>The stream types as stored. Victims and relatives share one, so that a dump does not tell them apart.</summary>
public static class StreamTypes
{
    public const string Announcement = "announcement";
    public const string Person = "person";
    public const string Dossier = "dossier";
}
