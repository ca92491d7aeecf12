namespace Registry.Testing.Cases;

/// <summary>Mandates that tests inspect under.</summary>
public static class Mandates
{
    /// <summary>The one that every registry of the tests starts with.</summary>
    public static readonly string Founding = Domain.Agencies.Mandate.Founding.ToString();
}
