using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>Asks one witness over HTTP. Believes nothing that it answers but its signature; reads a bounded answer within a bounded time.</summary>
/// <param name="http">Without redirects, so that the witness cannot send us elsewhere. Not owned.</param>
/// <param name="prefix">Prefix of the witness, for submission and monitoring alike; ends with a slash.</param>
/// <param name="key">Its cosignature key.</param>
/// <param name="clock">For the time of its cosignatures, and of its answers.</param>
/// <param name="within">How long one request may take.</param>
public sealed class WitnessClient(HttpClient http, Uri prefix, VerifierKey key, TimeProvider clock, TimeSpan within)
{
    /// <summary>A cosignature whose time is further from ours says nothing about when; it is not taken.</summary>
    public static readonly TimeSpan ClocksMayDiffer = TimeSpan.FromMinutes(10);

    private const int MaxAnswer = 16 * 1024;

    /// <summary>Its cosignature key.</summary>
    public VerifierKey Key => key;

    /// <summary>Submits a checkpoint. Whatever goes wrong on the way is a <see cref="WitnessReply.Refused"/>.</summary>
    public Task<WitnessReply> Submit(AddCheckpoint request, CancellationToken cancel) => Within<WitnessReply>(
        async limited =>
        {
            using var content = new ByteArrayContent(request.ToBytes());
            content.Headers.ContentType = new MediaTypeHeaderValue("text/plain") { CharSet = "utf-8" };
            using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(prefix, "add-checkpoint")) { Content = content };
            using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limited);
            var body = StrictText.Lines(await Read(answer, MaxAnswer, limited), MaxAnswer, "answer");
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => WitnessReply.Read(body, request.Note.Text, key, clock.GetUtcNow()),
                HttpStatusCode.Conflict when answer.Content.Headers.ContentType?.MediaType == WitnessAnswer.SizeType && body.EndsWith('\n') =>
                    new WitnessReply.OtherSize(StrictText.Number(body[..^1], "answer")),
                var status => new WitnessReply.Refused(Meaning((WitnessVerdict)status), Enum.IsDefined((WitnessVerdict)status) ? (WitnessVerdict)status : null),
            };
        },
        why => new WitnessReply.Refused(why),
        cancel);

    /// <summary>The newest checkpoint of a log that this witness cosigned: signed by every key of the log and by the witness.</summary>
    /// <returns>Null where it shows none here; <c>Why</c> says so where it could not be reached or what it shows is not genuine.</returns>
    public Task<(SignedNote? Note, string? Why)> Newest(LogPolicy log, CancellationToken cancel) => Within<(SignedNote?, string?)>(
        async limited =>
        {
            var path = Convert.ToHexStringLower(SHA256.HashData(StrictText.Bytes(log.Origin))) + "/" + ExportLayout.Checkpoint;
            using var answer = await http.GetAsync(new Uri(prefix, path), HttpCompletionOption.ResponseHeadersRead, limited);
            // A witness may have its monitoring prefix elsewhere.
            if (answer.StatusCode != HttpStatusCode.OK)
                return (null, null);
            var note = SignedNote.Parse(await Read(answer, SignedNote.MaxBytes, limited));
            log.VerifyLogKeys(note);
            note.Verify([key]);
            return (note, null);
        },
        why => (null, why),
        cancel);

    private static string Meaning(WitnessVerdict status) => status switch
    {
        WitnessVerdict.Malformed => "it refused the request as malformed (400)",
        WitnessVerdict.NotSigned => "it does not know these keys of the log (403): compare its list of logs with the policy",
        WitnessVerdict.UnknownLog => "it does not follow this log (404): give its operator the log's keys",
        WitnessVerdict.NotConsistent => "it says that this log does not continue what it cosigned (422)",
        _ => string.Create(CultureInfo.InvariantCulture, $"it answered with status {(int)status}"),
    };

    private async Task<T> Within<T>(Func<CancellationToken, Task<T>> ask, Func<string, T> failed, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(within, clock);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await ask(limited.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return failed(string.Create(CultureInfo.InvariantCulture, $"it did not answer within {within.TotalSeconds:0.#} s"));
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or IOException)
        {
            return failed("it cannot be reached");
        }
        catch (Exception nonsense) when (nonsense is FormatException or VerificationFailedException)
        {
            return failed("its answer is not what the specification says, or not signed by the right keys");
        }
    }

    private static async Task<byte[]> Read(HttpResponseMessage answer, int max, CancellationToken cancel)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        var bytes = new byte[max + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return length <= max ? bytes[..length] : throw new FormatException("answer: too long.");
    }
}
