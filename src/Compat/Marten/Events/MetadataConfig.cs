namespace Marten.Events;

/// <summary>Optional columns of <c>mt_events</c>. They are stored in clear: no personal data in any of them.</summary>
public class MetadataConfig
{
    internal MetadataConfig()
    {
    }

    public bool CorrelationIdEnabled { get; set; }

    public bool CausationIdEnabled { get; set; }

    public bool HeadersEnabled { get; set; }

    public bool UserNameEnabled { get; set; }

    /// <summary>Switches on correlation, causation and headers, but not the user name (as Marten does).</summary>
    public void EnableAll() => CorrelationIdEnabled = CausationIdEnabled = HeadersEnabled = true;
}
