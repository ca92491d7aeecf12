using System.Buffers.Binary;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>What the log answered for one line of a batch, by its ordinal.</summary>
internal readonly record struct Appended(string Outcome, long? Index, long Size, byte[] Root);

/// <summary>What the log answered for one batch.</summary>
/// <param name="Lines">One answer a line, in order.</param>
/// <param name="EdgeBefore">Right edge of the tree before the batch, largest subtree first.</param>
internal sealed record AppendedBatch(Appended[] Lines, byte[][] EdgeBefore)
{
    /// <summary>The tree after the batch, as the database states it.</summary>
    public TreeHead Head => new(Lines[0].Size, new TreeHash(Lines[0].Root));

    /// <summary>Lines that this batch added.</summary>
    public int Written => Lines.Count(line => line.Outcome == "written");

    /// <summary>The right edge before the batch.</summary>
    /// <exception cref="FormatException">The database's answer does not fit itself.</exception>
    public RightEdge Before()
    {
        var stored = new byte[sizeof(long) + EdgeBefore.Sum(hash => hash.Length)];
        BinaryPrimitives.WriteInt64BigEndian(stored, Head.Size - Written);
        var at = sizeof(long);
        foreach (var hash in EdgeBefore)
        {
            hash.CopyTo(stored.AsSpan(at));
            at += hash.Length;
        }

        return RightEdge.Parse(stored);
    }

    /// <summary>
    /// The answers to believe after a batch was sent a second time: those of the first attempt if it turns out to have committed, because
    /// they speak of the tree that the batch made.
    /// </summary>
    public AppendedBatch OrFirst(AppendedBatch? first) =>
        first is { Written: > 0 } && first.Lines.Zip(Lines).All(line => line.First.Outcome != "written" || line.Second is { Outcome: "repeated" } again && again.Index == line.First.Index)
            ? first
            : this;
}
