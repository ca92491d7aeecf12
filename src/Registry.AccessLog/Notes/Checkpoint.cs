using System.Globalization;

namespace Registry.AccessLog;

/// <summary>The text of a signed tree head (C2SP tlog-checkpoint): origin, size, root.</summary>
/// <param name="Origin">Name of the log; ours carries a random incarnation id, so that a restored log cannot pass for the old one.</param>
/// <param name="Head">Size and root.</param>
/// <param name="Extensions">Further lines, not interpreted; we write none.</param>
public sealed record Checkpoint(string Origin, TreeHead Head, IReadOnlyList<string> Extensions)
{
    /// <summary>A checkpoint as this log writes it.</summary>
    public Checkpoint(string origin, TreeHead head)
        : this(origin, head, [])
    {
    }

    /// <summary>Reads the text of a note, its final newline included.</summary>
    /// <exception cref="FormatException">Not a checkpoint.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length != 0 || lines[..^1].Any(line => line.Length == 0))
            throw new FormatException("checkpoint: expected the lines origin, size and root, none of them empty.");
        return new Checkpoint(lines[0], new TreeHead(StrictText.Number(lines[1], "checkpoint size"), TreeHash.FromBase64(lines[2])), lines[3..^1]);
    }

    /// <summary>The text that is signed.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture,
        $"{Origin}\n{Head.Size}\n{Head.Root.ToBase64()}\n{string.Concat(Extensions.Select(line => line + "\n"))}");

    /// <summary>Signs this checkpoint with every signer.</summary>
    /// <remarks>MUST only be called for a head that is committed and consistent with every checkpoint signed before.</remarks>
    public ValueTask<SignedNote> SignAsync(IReadOnlyList<INoteSigner> signers, CancellationToken cancel = default) =>
        SignedNote.SignAsync(ToText(), signers, cancel);
}
