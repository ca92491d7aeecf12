using System.Globalization;

namespace Registry.AccessLog;

/// <summary>What a witness answers to a request.</summary>
/// <param name="Verdict">Its number is the HTTP status.</param>
/// <param name="Body">Cosignature line, last size, or a sentence for the log's operator.</param>
public sealed record WitnessAnswer(WitnessVerdict Verdict, string Body)
{
    /// <summary>Content type of <see cref="WitnessVerdict.OtherSize"/>.</summary>
    public const string SizeType = "text/x.tlog.size";

    /// <summary>Content type of the answer.</summary>
    public string ContentType => Verdict == WitnessVerdict.OtherSize ? SizeType : "text/plain; charset=utf-8";

    internal static WitnessAnswer Refusal(WitnessVerdict verdict, TreeHead cosigned) => new(verdict, verdict switch
    {
        WitnessVerdict.Malformed => "old size: expected at most the size of the checkpoint\n",
        WitnessVerdict.NotSigned => "signatures: expected a valid one of every key of this log\n",
        WitnessVerdict.UnknownLog => "origin: this log is not followed here\n",
        WitnessVerdict.OtherSize => string.Create(CultureInfo.InvariantCulture, $"{cosigned.Size}\n"),
        WitnessVerdict.NotConsistent => "proof: does not lead from the checkpoint that was cosigned last to this one\n",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    });
}
