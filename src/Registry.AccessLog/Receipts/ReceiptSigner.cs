namespace Registry.AccessLog;

/// <summary>Signs what receipts state with the log's Ed25519 key: once a batch, whatever the number of its lines.</summary>
/// <remarks>
/// MUST only be asked to sign a head that is committed and that the caller has computed itself from lines it wrote. Whoever has the key
/// can promise lines that never were; that harms the log's name and nobody's data. Safe for several threads. Does not own the key.
/// </remarks>
/// <param name="origin">Origin of the log, also the name of its key.</param>
/// <param name="key">The log's Ed25519 key.</param>
public sealed class ReceiptSigner(string origin, Ed25519Key key)
{
    /// <summary>Name of the log.</summary>
    public string Origin { get; } = origin;

    /// <summary>The key that the log's policy names.</summary>
    public VerifierKey Key { get; } = VerifierKey.Create(origin, KeyType.Ed25519, key.PublicKey);

    /// <summary>The 64 bytes over <see cref="ReceiptStatement"/>.</summary>
    public byte[] Sign(TreeHead head) => key.Sign(StrictText.Bytes(ReceiptStatement.Text(Origin, head)));
}
