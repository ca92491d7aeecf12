using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Registry.Tool.Demo;

/// <summary>What one call gave: everything that a caller could compare.</summary>
internal sealed class CallAnswer
{
    private const string RecordId = "registry-record-id";
    private const string LeafIndex = "registry-leaf-index";
    private const string TreeSize = "registry-tree-size";
    private const string Receipt = "registry-receipt-bin";

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    private readonly Metadata trailers;

    public CallAnswer(StatusCode status, string message, IMessage? response, Metadata trailers)
    {
        Status = status;
        Message = message;
        this.trailers = trailers;
        Fields = response is null ? [] : JsonNode.Parse(Json.Format(response))!.AsObject();
        Bytes = response?.ToByteArray() ?? [];
        Details = trailers.GetRpcStatus(ignoreParseError: true);
    }

    public StatusCode Status { get; }

    public string Message { get; }

    /// <summary>The answer as JSON with the contract's names; pages of a list are joined into it.</summary>
    public JsonObject Fields { get; }

    public byte[] Bytes { get; }

    public string Record => trailers.GetValue(RecordId) ?? "";

    public string Leaf => trailers.GetValue(LeafIndex) ?? "";

    /// <summary>The status in the form of the contract: <c>NOT_FOUND</c>.</summary>
    public string StatusName => string.Concat(Status.ToString().Select((letter, at) =>
        at > 0 && char.IsUpper(letter) && Status != StatusCode.OK ? "_" + letter : char.ToUpperInvariant(letter).ToString()));

    private Google.Rpc.Status? Details { get; }

    /// <summary>Stable reason of a refusal; field 1 of ErrorInfo, whose name changed between releases of the published messages.</summary>
    public string Reason => Info is { } info ? (string)ErrorInfo.Descriptor.FindFieldByNumber(1).Accessor.GetValue(info) : "";

    /// <summary>Code of the article that a refusal of the law rests on.</summary>
    public string Source => Info?.Metadata.GetValueOrDefault("source") ?? "";

    public string NextStep => Info?.Metadata.GetValueOrDefault("next_step") ?? "";

    public string Certainty => Info?.Metadata.GetValueOrDefault("certainty") ?? "";

    private ErrorInfo? Info => Unpack<ErrorInfo>().FirstOrDefault();

    /// <summary>The refusal in words of a language.</summary>
    public string Words(string locale) => Unpack<LocalizedMessage>().FirstOrDefault(text => text.Locale == locale)?.Message ?? Message;

    /// <summary>What the caller could tell this answer from another by; empty when it could not.</summary>
    /// <remarks>Record id, leaf index, tree size and receipt differ from call to call, whoever is asked about; that they are there must not.</remarks>
    public IEnumerable<string> DifferencesTo(CallAnswer other)
    {
        if (Status != other.Status)
            yield return "status";
        if (Message != other.Message)
            yield return "message";
        if (!Bytes.AsSpan().SequenceEqual(other.Bytes))
            yield return "response bytes";
        if (!Comparable(trailers).SequenceEqual(Comparable(other.trailers)))
            yield return "trailers";
    }

    private static IEnumerable<string> Comparable(Metadata metadata) => metadata
        .Where(entry => entry.Key is not "date")
        .Select(entry => entry.Key is RecordId or LeafIndex or TreeSize or Receipt
            ? entry.Key
            : entry.Key + "=" + (entry.IsBinary ? Convert.ToHexString(entry.ValueBytes) : entry.Value))
        .Order(StringComparer.Ordinal);

    private IEnumerable<T> Unpack<T>()
        where T : IMessage<T>, new() =>
        (Details?.Details ?? []).Where(detail => detail.Is(new T().Descriptor)).Select(detail => detail.Unpack<T>());
}
