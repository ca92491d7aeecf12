namespace Registry.AccessLog;

/// <summary>What a witness decides about a request. The numbers are the HTTP statuses of tlog-witness.</summary>
public enum WitnessVerdict
{
    /// <summary>The log grew, or stands still: cosign.</summary>
    Cosign = 200,

    /// <summary>The old size is above the checkpoint's, or the body is no request.</summary>
    Malformed = 400,

    /// <summary>A key of the log has not signed, or signed wrongly.</summary>
    NotSigned = 403,

    /// <summary>The log is not followed here.</summary>
    UnknownLog = 404,

    /// <summary>The old size is not the one that was cosigned last; the answer says which one is.</summary>
    OtherSize = 409,

    /// <summary>The proof does not lead from what was cosigned to the checkpoint: the log may have been rewritten.</summary>
    NotConsistent = 422,
}

/// <summary>The witness's whole decision. Pure: what it rests on is passed in.</summary>
public static class WitnessRule
{
    /// <param name="request">As it was read.</param>
    /// <param name="log">Keys of the log of the checkpoint's origin; null if it is not followed.</param>
    /// <param name="cosigned">What this witness cosigned last for that log; <see cref="TreeHead.Empty"/> for nothing.</param>
    public static WitnessVerdict Decide(AddCheckpoint request, LogPolicy? log, TreeHead cosigned)
    {
        if (log is null || log.Origin != request.Checkpoint.Origin)
            return WitnessVerdict.UnknownLog;
        // Signatures before anything that depends on what was cosigned: a stranger learns nothing of the log.
        if (!IsSigned(request.Note, log))
            return WitnessVerdict.NotSigned;
        var head = request.Checkpoint.Head;
        if (request.OldSize > head.Size)
            return WitnessVerdict.Malformed;
        if (request.OldSize != cosigned.Size)
            return WitnessVerdict.OtherSize;
        return ConsistencyProof.Verify(cosigned, head, [.. request.Proof]) ? WitnessVerdict.Cosign : WitnessVerdict.NotConsistent;
    }

    private static bool IsSigned(SignedNote note, LogPolicy log)
    {
        try
        {
            log.VerifyLogKeys(note);
            return true;
        }
        catch (VerificationFailedException)
        {
            return false;
        }
    }
}
