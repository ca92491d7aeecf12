namespace Registry.AccessLog;

/// <summary>Signature types of C2SP signed-note that this library verifies. Every other type counts as an unknown key.</summary>
public enum KeyType : byte
{
    /// <summary>Not a type.</summary>
    None = 0,

    /// <summary>64 bytes of Ed25519 over the note's text.</summary>
    Ed25519 = 0x01,

    /// <summary>ASN.1 DER ECDSA P-256 over SHA-256 of the note's text.</summary>
    Ecdsa = 0x02,

    /// <summary>tlog-cosignature: uint64 BE seconds since 1970, then Ed25519 over <c>cosignature/v1\ntime N\n</c> and the text.</summary>
    Cosignature = 0x04,

    /// <summary>tlog-cosignature with ML-DSA-44: uint64 BE seconds since 1970, then the signature over name, time, origin, size and root.</summary>
    MlDsaCosignature = 0x06,
}
