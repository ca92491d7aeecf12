using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Registry.AccessLog;
using Registry.V1;

namespace Registry.Testing.Running;

/// <summary>An officer's client: one HTTP/2 channel, a fresh token and a deadline for every call.</summary>
public sealed class Desk : IDisposable
{
    private readonly GrpcChannel channel;
    private readonly Func<string?> token;
    private readonly TimeSpan? within;

    /// <param name="address">Of the server.</param>
    /// <param name="token">Token of the next call; null for a call without one.</param>
    /// <param name="within">Deadline of each call; null means 20 seconds, <see cref="Timeout.InfiniteTimeSpan"/> none.</param>
    public Desk(Uri address, Func<string?> token, TimeSpan? within = null)
    {
        channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = 16 * 1024 * 1024 });
        this.token = token;
        this.within = within;
    }

    public VictimService.VictimServiceClient Victims => new(channel);

    public IdentityService.IdentityServiceClient Identity => new(channel);

    public ProtectionService.ProtectionServiceClient Protection => new(channel);

    public AccessService.AccessServiceClient Access => new(channel);

    public AuditService.AuditServiceClient Audit => new(channel);

    /// <summary>What this desk says in <c>accept-language</c>; null for nothing.</summary>
    public string? Language { get; init; }

    public TaskService.TaskServiceClient Tasks => new(channel);

    public ReportService.ReportServiceClient Reports => new(channel);

    /// <summary>Token and deadline for one call.</summary>
    public CallOptions Options
    {
        get
        {
            var headers = new Metadata();
            if (token() is { } bearer)
                headers.Add("authorization", "Bearer " + bearer);
            if (Language is { } language)
                headers.Add("accept-language", language);
            DateTime? deadline = within == Timeout.InfiniteTimeSpan
                ? null
                : TimeProvider.System.GetUtcNow().UtcDateTime + (within ?? TimeSpan.FromSeconds(20));
            return new CallOptions(headers, deadline);
        }
    }

    /// <summary>Sends any request of the contract to its method and takes whatever comes back.</summary>
    public async Task<Answer> Send(IMessage request)
    {
        var method = Contract.MethodOf(request);
        if (method.IsServerStreaming)
            return await First(method, request);
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(MethodOf(method, MethodType.Unary), null, Options, request);
        try
        {
            var response = await call.ResponseAsync;
            return new Answer(StatusCode.OK, "", response, call.GetTrailers());
        }
        catch (RpcException refused)
        {
            return new Answer(refused.StatusCode, refused.Status.Detail, null, refused.Trailers);
        }
    }

    /// <summary>The first message of a stream, with what came before it instead of trailers; then the stream is given up.</summary>
    private async Task<Answer> First(MethodDescriptor method, IMessage request)
    {
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(MethodOf(method, MethodType.ServerStreaming), null, Options, request);
        try
        {
            var any = await call.ResponseStream.MoveNext(CancellationToken.None);
            return new Answer(StatusCode.OK, "", any ? call.ResponseStream.Current : null, await call.ResponseHeadersAsync);
        }
        catch (RpcException refused)
        {
            return new Answer(refused.StatusCode, refused.Status.Detail, null, refused.Trailers);
        }
    }

    private static Method<IMessage, IMessage> MethodOf(MethodDescriptor method, MethodType type) => new(
        type, method.Service.FullName, method.Name,
        Marshallers.Create<IMessage>(message => message.ToByteArray(), _ => throw new NotSupportedException()),
        Marshallers.Create<IMessage>(_ => throw new NotSupportedException(), bytes => method.OutputType.Parser.ParseFrom(bytes)));

    public void Dispose() => channel.Dispose();
}

/// <summary>What a call gave.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Message">Status message.</param>
/// <param name="Response">The response when OK.</param>
/// <param name="Trailers">Trailers.</param>
public sealed record Answer(StatusCode Status, string Message, IMessage? Response, Metadata Trailers)
{
    /// <summary>Rich status, or null.</summary>
    public Google.Rpc.Status? Rich =>
        Trailers.FirstOrDefault(entry => entry.Key == "grpc-status-details-bin") is { } details ? Google.Rpc.Status.Parser.ParseFrom(details.ValueBytes) : null;

    /// <summary>Stable reason of a refusal; empty when there is none.</summary>
    public string Reason => Detail<Google.Rpc.ErrorInfo>() is { } info ? (string)Google.Rpc.ErrorInfo.Descriptor.FindFieldByNumber(1).Accessor.GetValue(info) : "";

    /// <summary>Names of the fields that a refusal complains of.</summary>
    public IReadOnlyList<string> Fields => [.. (Detail<Google.Rpc.BadRequest>()?.FieldViolations ?? []).Select(violation => violation.Field)];

    /// <summary>Record id of the call's first line; empty when it left none.</summary>
    public string RecordId => Trailers.FirstOrDefault(entry => entry.Key == "registry-record-id")?.Value ?? "";

    /// <summary>The caller's half of the call's line, or null.</summary>
    public SignedReceipt? Receipt =>
        Trailers.FirstOrDefault(entry => entry.Key == "registry-receipt-bin") is { } receipt ? SignedReceipt.Parse(receipt.ValueBytes) : null;

    /// <summary>All that a caller could tell answers apart by; what differs from line to line is reduced to its name.</summary>
    public string Fingerprint => string.Join(
        '\n',
        Trailers.Select(entry => entry.Key == "date" || entry.Key.StartsWith("registry-", StringComparison.Ordinal)
                ? entry.Key
                : entry.IsBinary ? $"{entry.Key}={Convert.ToHexString(entry.ValueBytes)}" : $"{entry.Key}={entry.Value}")
            .Prepend(Message).Prepend(((int)Status).ToString(CultureInfo.InvariantCulture))
            .Append(Response is null ? "" : Convert.ToHexString(Response.ToByteArray())));

    /// <summary>A detail of the rich status, or null.</summary>
    public T? Detail<T>()
        where T : class, IMessage<T>, new() =>
        Rich?.Details.FirstOrDefault(detail => detail.Is(((IMessage)new T()).Descriptor))?.Unpack<T>();

    /// <summary>The text of the refusal in one language.</summary>
    public string Text(string locale) => Rich!.Details.Where(detail => detail.Is(Google.Rpc.LocalizedMessage.Descriptor))
        .Select(detail => detail.Unpack<Google.Rpc.LocalizedMessage>()).Single(text => text.Locale == locale).Message;

    /// <summary>The response of a call that was expected to succeed.</summary>
    public T Expect<T>()
        where T : class, IMessage =>
        Response as T ?? throw new InvalidOperationException($"{Status} {Reason} {Message} {string.Join(", ", Fields)}");
}

/// <summary>The methods of the contract, from its descriptors.</summary>
public static class Contract
{
    /// <summary>Every method.</summary>
    public static IReadOnlyList<MethodDescriptor> Methods { get; } =
    [
        .. new[]
        {
            VictimServiceReflection.Descriptor, IdentityServiceReflection.Descriptor, ProtectionServiceReflection.Descriptor,
            AccessServiceReflection.Descriptor, AuditServiceReflection.Descriptor,
            AgencyServiceReflection.Descriptor, ReferenceServiceReflection.Descriptor,
            TaskServiceReflection.Descriptor,
            ReportServiceReflection.Descriptor,
        }.SelectMany(file => file.Services).SelectMany(service => service.Methods),
    ];

    /// <summary>Each request type belongs to one method.</summary>
    public static MethodDescriptor MethodOf(IMessage request) => Methods.Single(method => method.InputType == request.Descriptor);

    /// <summary>As access records name it: service and method.</summary>
    public static string NameOf(MethodDescriptor method) => method.Service.Name + "/" + method.Name;
}
