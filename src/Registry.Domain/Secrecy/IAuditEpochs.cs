namespace Registry.Domain.Secrecy;

/// <summary>
/// The table of audit epoch keys, each wrapped to the inspectorate's public key: the service that writes lines can add one and can
/// open none. Implemented by Registry.Store.
/// </summary>
public interface IAuditEpochs
{
    /// <summary>Adds the key of an audit epoch, durably, before any record is sealed under it.</summary>
    /// <param name="epoch">Random id, stored in the clear in every record of the epoch.</param>
    /// <param name="wrapped">RSA-OAEP-256 of the 32-byte key.</param>
    /// <param name="cancel">Gives up; the epoch is then not used.</param>
    Task AddEpoch(Guid epoch, byte[] wrapped, CancellationToken cancel);
}
