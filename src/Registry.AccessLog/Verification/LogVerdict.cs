namespace Registry.AccessLog;

/// <summary>The first thing in an exported log that is not genuine.</summary>
/// <param name="Message">For people: what does not fit what.</param>
/// <param name="File">Relative path of the file to look at.</param>
/// <param name="Entry">Index of the first entry concerned, counted from 0; null if it is no entry.</param>
public sealed record Finding(string Message, string File, long? Entry);

/// <summary>What a pass over an exported log has shown.</summary>
/// <param name="Finding">The first bad thing; null if everything was verified.</param>
/// <param name="Checkpoint">The checkpoint that was verified; null if it was not genuine itself.</param>
/// <param name="Entries">Entries verified, from index 0 on.</param>
/// <param name="WithRecords">Whether stored records were there and were hashed.</param>
/// <param name="Checkpoints">Signed checkpoints whose root was recomputed, the newest included.</param>
public sealed record LogVerdict(Finding? Finding, Checkpoint? Checkpoint, long Entries, bool WithRecords, long Checkpoints)
{
    /// <summary>True if nothing was found.</summary>
    public bool Verified => Finding is null;
}

/// <summary>How far a pass has come.</summary>
/// <param name="Done">Entries looked at.</param>
/// <param name="Total">Entries of the checkpoint.</param>
public readonly record struct LogProgress(long Done, long Total);
