namespace Registry.Sealing;

/// <summary>One audit epoch key while this process may still seal under it.</summary>
internal sealed record AuditEpoch(Guid Id, Secret Key, DateTimeOffset Expires) : IDisposable
{
    public void Dispose() => Key.Dispose();

    public override string ToString() => "[sealed]";
}
