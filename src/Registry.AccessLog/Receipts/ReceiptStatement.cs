using System.Globalization;

namespace Registry.AccessLog;

/// <summary>
/// What a receipt's signature is over: the text of a signed note that states one tree of the log and is no checkpoint, because no
/// parser of checkpoints accepts it (its second line is the origin and not a number). See FORMAT.md for why it must not be one.
/// </summary>
public static class ReceiptStatement
{
    private const string Title = "receipt/v1";

    /// <summary>The text, its final newline included.</summary>
    public static string Text(string origin, TreeHead head) =>
        string.Create(CultureInfo.InvariantCulture, $"{Title}\n{origin}\n{head.Size}\n{head.Root.ToBase64()}\n");
}
