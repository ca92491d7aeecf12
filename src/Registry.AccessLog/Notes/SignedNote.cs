using System.Buffers.Binary;

namespace Registry.AccessLog;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">Name of the key.</param>
/// <param name="KeyId">Hint which key.</param>
/// <param name="Signature">Bytes after the key id.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    internal string ToLine()
    {
        var bytes = new byte[sizeof(uint) + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.CopyTo(bytes.AsMemory(sizeof(uint)));
        return $"\u2014 {Name} {Convert.ToBase64String(bytes)}\n";
    }
}

/// <summary>A C2SP signed-note: text, a blank line, signature lines. Reading one says nothing about whether it is genuine.</summary>
/// <param name="Text">Ends with a newline and contains no other control character.</param>
/// <param name="Signatures">In the order of the note.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>Largest note that is read.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxSignatures = 100;

    /// <exception cref="FormatException">Not a signed note in its one canonical spelling.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        var note = StrictText.Lines(bytes, MaxBytes, "note");
        // The last blank line: the text itself may contain one.
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !note.EndsWith('\n'))
            throw new FormatException("note: expected text, a blank line and signature lines.");
        var lines = note[(blank + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MaxSignatures)
            throw new FormatException($"note: expected 1 to {MaxSignatures} signature lines.");
        return new SignedNote(note[..(blank + 1)], Array.ConvertAll(lines, ParseLine));
    }

    /// <summary>The note in a file, whoever wrote it: no more of it is read than a note can have.</summary>
    /// <exception cref="FormatException">Not a signed note in its one canonical spelling.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static SignedNote Load(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[MaxBytes + 1];
        return Parse(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
    }

    /// <summary>The one canonical spelling.</summary>
    public override string ToString() => Text + "\n" + string.Concat(Signatures.Select(s => s.ToLine()));

    /// <summary>UTF-8 of <see cref="ToString"/>.</summary>
    public byte[] ToBytes() => StrictText.Bytes(ToString());

    /// <summary>Signs with every signer, in their order; each signature is verified before the note is handed out.</summary>
    /// <exception cref="FormatException">The text breaks a rule of the format.</exception>
    /// <exception cref="VerificationFailedException">A signer returned a signature that its own key refuses.</exception>
    public static async ValueTask<SignedNote> SignAsync(string text, IReadOnlyList<INoteSigner> signers, CancellationToken cancel = default)
    {
        var note = await new SignedNote(text, []).AddAsync(signers, cancel);
        return Parse(note.ToBytes());
    }

    /// <summary>The same note with further signatures below the ones it has.</summary>
    public async ValueTask<SignedNote> AddAsync(IReadOnlyList<INoteSigner> signers, CancellationToken cancel = default)
    {
        var bytes = StrictText.Bytes(Text);
        var signatures = new List<NoteSignature>(Signatures);
        foreach (var signer in signers)
        {
            var signature = await signer.SignAsync(bytes, cancel);
            if (!signer.Key.Verify(bytes, signature))
                throw new VerificationFailedException($"The signer of {signer.Key.Name} returned a signature that its own key refuses.");
            signatures.Add(new NoteSignature(signer.Key.Name, signer.Key.KeyId, signature));
        }
        return this with { Signatures = signatures };
    }

    /// <summary>The known keys that signed this text.</summary>
    /// <remarks>Unknown keys are ignored. A known key with a bad signature refuses the whole note: it is damaged or an attack.</remarks>
    /// <exception cref="VerificationFailedException">A known key's signature is wrong, or no known key signed.</exception>
    public IReadOnlySet<VerifierKey> Verify(IEnumerable<VerifierKey> known)
    {
        var text = StrictText.Bytes(Text);
        var keys = known.ToLookup(key => (key.Name, key.KeyId));
        var signedBy = new HashSet<VerifierKey>();
        foreach (var line in Signatures)
        {
            // Two keys may share an id by chance; the line then belongs to the one that verifies it.
            var candidates = keys[(line.Name, line.KeyId)].ToList();
            if (candidates.Count == 0)
                continue;
            var signer = candidates.Find(key => key.Verify(text, line.Signature.Span))
                ?? throw new VerificationFailedException($"The signature of {line.Name} is not valid for this text.");
            signedBy.Add(signer);
        }
        return signedBy.Count > 0 ? signedBy : throw new VerificationFailedException("No known key has signed this text.");
    }

    /// <summary>When keys of type 0x04 or 0x06 signed this text, by their own clocks. A wrong line counts as none; of several the newest counts.</summary>
    internal IReadOnlyDictionary<VerifierKey, DateTimeOffset> Times(IEnumerable<VerifierKey> known)
    {
        var text = StrictText.Bytes(Text);
        var times = new Dictionary<VerifierKey, DateTimeOffset>();
        foreach (var key in known.Where(key => key.IsTimestamped))
            foreach (var line in Signatures.Where(line => line.Name == key.Name && line.KeyId == key.KeyId && key.Verify(text, line.Signature.Span)))
                if (Cosignature.Time(line.Signature.Span) is { } at && (!times.TryGetValue(key, out var other) || at > other))
                    times[key] = at;
        return times;
    }

    private static NoteSignature ParseLine(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length != 3 || parts[0] != "\u2014" || !NoteName.IsValid(parts[1]))
            throw new FormatException("note: expected a signature line of dash, name and base64.");
        var bytes = StrictText.Base64(parts[2], "note signature");
        if (bytes.Length <= sizeof(uint))
            throw new FormatException("note signature: shorter than five bytes.");
        return new NoteSignature(parts[1], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(sizeof(uint)));
    }
}
