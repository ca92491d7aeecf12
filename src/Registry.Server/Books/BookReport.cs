using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Registry.Server.Books;

/// <summary>
/// One comparison of the two books: what the process that releases keys did, against what the log says. One line of JSON in the books file;
/// src/Registry.Server/Books/README.md draws it.
/// </summary>
internal sealed record BookReport
{
    /// <summary>Version of this form, counted from 1.</summary>
    public int V { get; init; } = 1;

    /// <summary>UTC, when the books were compared.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>First line of the log that was compared.</summary>
    public required long FromLine { get; init; }

    /// <summary>First line that was not; the next comparison begins there.</summary>
    public required long UntilLine { get; init; }

    /// <summary>First entry of the book of releases that was compared.</summary>
    public required long FromEntry { get; init; }

    /// <summary>First entry that was not.</summary>
    public required long UntilEntry { get; init; }

    /// <summary>Releases in those entries.</summary>
    public long Releases { get; init; }

    /// <summary>Lines that let something out, in those lines.</summary>
    public long Grants { get; init; }

    /// <summary>Keys asked for and refused.</summary>
    public long Refusals { get; init; }

    /// <summary>Entries of the book that were there at the last comparison and are gone.</summary>
    public long EntriesGone { get; init; }

    /// <summary>Leaf indexes of releases whose line is not there, is another one, or lets nothing out. The gravest: keys left without a line.</summary>
    public Findings WithoutLine { get; init; } = Findings.None;

    /// <summary>Leaf indexes of lines that let something out for which no key was released: calls that ended in between, or a book that lost its end.</summary>
    public Findings WithoutRelease { get; init; } = Findings.None;

    /// <summary>Leaf indexes of lines whose two parts disagree on what was let out, or on who asked: what inspectors read first is not what was released.</summary>
    public Findings Disagreeing { get; init; } = Findings.None;

    /// <summary>Leaf indexes of lines that do not open with the inspectorate's key: whom they are about, nobody knows.</summary>
    public Findings Unreadable { get; init; } = Findings.None;

    /// <summary>True when something was found that no crash and no impatient caller explains.</summary>
    [JsonIgnore]
    public bool Differs => WithoutLine.Count + Unreadable.Count + Disagreeing.Count + EntriesGone > 0;

    /// <summary>By how much the books differ; 0 when they agree.</summary>
    public long Difference => WithoutLine.Count + WithoutRelease.Count + Disagreeing.Count + Unreadable.Count + EntriesGone;
}

/// <summary>Leaf indexes of one kind: how many, and the first hundred.</summary>
internal sealed record Findings(long Count, ImmutableArray<long> Lines)
{
    public static readonly Findings None = new(0, []);

    public Findings And(long line) => new(Count + 1, Lines.Length < 100 ? Lines.Add(line) : Lines);
}
