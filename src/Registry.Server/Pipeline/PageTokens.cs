using System.Buffers.Binary;
using System.Security.Cryptography;
using Registry.Sealing;

namespace Registry.Server.Pipeline;

/// <summary>Tokens of the next page: sealed, and good for the same officer, method and question alone.</summary>
internal sealed class PageTokens(RequestSeal seal)
{
    /// <summary>The tokens of one question.</summary>
    /// <param name="call">Whose.</param>
    /// <param name="question">All that the pages have in common, e.g. whom they are about.</param>
    public PagePlace Of(Call call, params string[] question) =>
        new(seal, seal.Lookup(call.Caller.Issuer, call.Caller.Officer, call.Method.Name, string.Join('\n', question)));

    /// <summary>Cursors of one question: they outlive an officer's shift and are good for her agency.</summary>
    public PagePlace OfAgency(Call call, params string[] question) =>
        new(seal, seal.Lookup(call.Caller.Issuer, "agency " + call.Caller.Agency, call.Method.Name, string.Join('\n', question)));
}

/// <summary>Where a list goes on.</summary>
internal sealed class PagePlace(RequestSeal seal, byte[] label)
{
    public string Seal(long position)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        return Convert.ToBase64String(seal.Seal(label, bytes));
    }

    public string Seal(ReadOnlySpan<byte> position) => Convert.ToBase64String(seal.Seal(label, position));

    /// <summary>Where to go on; null for the beginning.</summary>
    /// <exception cref="CallFailedException">REQUEST_NOT_VALID: not a token of this question.</exception>
    public byte[]? Bytes(string token, string field = "page_token")
    {
        try
        {
            return token.Length == 0 ? null : seal.Open(label, Convert.FromBase64String(token));
        }
        catch (Exception wrong) when (wrong is FormatException or OpenFailedException or CryptographicException)
        {
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem(field, Expected.SameQuestion));
        }
    }

    /// <summary>Where to go on; the beginning for the first page.</summary>
    /// <exception cref="CallFailedException">REQUEST_NOT_VALID: not a token of this question.</exception>
    public long Open(string token, long beginning = 0, string field = "page_token")
    {
        try
        {
            return token.Length == 0 ? beginning : BinaryPrimitives.ReadInt64BigEndian(seal.Open(label, Convert.FromBase64String(token)));
        }
        catch (Exception wrong) when (wrong is FormatException or OpenFailedException or CryptographicException)
        {
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem(field, Expected.PageToken));
        }
    }
}

/// <summary>How many entries a page has.</summary>
/// <param name="Usual">Where the caller does not say.</param>
/// <param name="Most">At the most.</param>
internal readonly record struct PageSize(int Usual, int Most)
{
    /// <exception cref="CallFailedException">REQUEST_NOT_VALID: too many.</exception>
    public int Of(int asked) => asked switch
    {
        0 => Usual,
        _ when asked > Most => throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("page_size", Expected.UpTo(Most))),
        _ => asked,
    };
}
