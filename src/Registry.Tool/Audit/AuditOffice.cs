using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Registry.Tool.Demo;
using Registry.Tool.Embedded;
using Registry.V1;

namespace Registry.Tool.Audit;

/// <summary>Why somebody asks, and how she is known.</summary>
/// <param name="Server">Address of the registry.</param>
/// <param name="TokenFile">File with her access token, read anew for every call; null for the environment's.</param>
/// <param name="LegalBasis">Code of the law tables.</param>
/// <param name="Justification">Her words; sealed in the log.</param>
/// <param name="Mandate">Id of the mandate that an inspector works under; null for who is none.</param>
internal sealed record Errand(Uri Server, string? TokenFile, string LegalBasis, string Justification, Guid? Mandate)
{
    public Purpose Purpose => Mandate is null ? Purpose.SubjectReport : Purpose.Audit;
}

/// <summary>An inspector's client of AuditService, and of whoever tells a person who looked at her record. Every call of it is a line of the log, too.</summary>
internal sealed class AuditOffice(Errand errand, TimeProvider clock) : IDisposable
{
    /// <summary>Environment variable of the token: a token on the command line could be read by everybody on the machine.</summary>
    public const string TokenVariable = "REGISTRY_TOKEN";

    private const int MostOfToken = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The longest that the registry lets a stream live.</summary>
    private static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(10);

    private readonly GrpcChannel channel = GrpcChannel.ForAddress(errand.Server);

    /// <summary>One page of lines, newest first.</summary>
    public async Task<ListAccessesResponse> Page(ListAccessesRequest request, CancellationToken cancel)
    {
        request.Context = Context();
        return await Call(new AuditService.AuditServiceClient(channel).ListAccessesAsync(request, Options(cancel)));
    }

    /// <summary>One record with its proof.</summary>
    public async Task<GetRecordResponse> Record(Guid id, CancellationToken cancel) => await Call(
        new AuditService.AuditServiceClient(channel).GetRecordAsync(new GetRecordRequest { Context = Context(), RecordId = id.ToString() }, Options(cancel)));

    /// <summary>What the person herself may learn of who looked at her record, looks before a day.</summary>
    public async Task<SubjectReportResponse> Subject(Guid person, Date? until, CancellationToken cancel) => await Call(
        new AccessService.AccessServiceClient(channel).SubjectReportAsync(new SubjectReportRequest { Context = Context(), PersonId = person.ToString(), Until = until }, Options(cancel)));

    /// <summary>What is owed to review, the gravest first, page by page; coverage and what else is about the whole period stand on the first.</summary>
    /// <param name="period">The days, and which entries of them.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<ListReviewQueueResponse> Queue(ListReviewQueueRequest period, [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = period.Clone();
        do
        {
            request.Context = Context();
            var page = await Call(new AuditService.AuditServiceClient(channel).ListReviewQueueAsync(request, Options(cancel)));
            yield return page;
            // The first page fixes the period, so that the pages join while new lines come.
            (request.From, request.Until, request.PageToken) = (page.From, page.Until, page.NextPageToken);
        }
        while (request.PageToken.Length > 0);
    }

    /// <summary>Marks an entry of the queue as read.</summary>
    public async Task<SettleReviewResponse> Settle(SettleReviewRequest request, CancellationToken cancel)
    {
        request.Context = Context();
        return await Call(new AuditService.AuditServiceClient(channel).SettleReviewAsync(request, Options(cancel)));
    }

    /// <summary>New lines as they come, from a cursor on, until the stream ends.</summary>
    /// <exception cref="OfficeUnreachableException">It ended for now: the token, the deadline, or the registry is not there.</exception>
    /// <exception cref="CommandFailedException">It was refused.</exception>
    public async IAsyncEnumerable<WatchAccessesResponse> Watch(WatchAccessesRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        request.Context = Context();
        using var call = new AuditService.AuditServiceClient(channel).WatchAccesses(request, Options(cancel, LongestStream));
        while (true)
        {
            try
            {
                if (!await call.ResponseStream.MoveNext(cancel))
                    yield break;
            }
            catch (RpcException refused)
            {
                throw Failure(refused);
            }

            yield return call.ResponseStream.Current;
        }
    }

    public void Dispose() => channel.Dispose();

    private static async Task<T> Call<T>(AsyncUnaryCall<T> call)
        where T : IMessage
    {
        using (call)
        {
            try
            {
                return await call.ResponseAsync;
            }
            catch (RpcException refused)
            {
                throw Failure(refused);
            }
        }
    }

    private static Exception Failure(RpcException refused)
    {
        if (refused.StatusCode == StatusCode.Cancelled)
            return new OperationCanceledException();
        var answer = new CallAnswer(refused.StatusCode, refused.Status.Detail, null, refused.Trailers);
        var message = $"{answer.StatusName} {answer.Reason}: {answer.Words("vi")} / {answer.Words("en")}";
        return refused.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded || answer.Reason == "TOKEN_EXPIRED"
            ? new OfficeUnreachableException(message)
            : new CommandFailedException(message);
    }

    private AccessContext Context() => new()
    {
        Purpose = errand.Purpose,
        LegalBasis = errand.LegalBasis,
        Justification = errand.Justification,
        MandateId = errand.Mandate?.ToString() ?? "",
    };

    private CallOptions Options(CancellationToken cancel, TimeSpan? within = null) =>
        new(new Metadata { { "authorization", "Bearer " + Token() } }, clock.GetUtcNow().UtcDateTime + (within ?? Patience), cancel);

    private string Token()
    {
        if (errand.TokenFile is null)
            return Environment.GetEnvironmentVariable(TokenVariable)?.Trim() is { Length: > 0 } given
                ? given
                : throw new CommandFailedException($"--token-file, or the environment variable {TokenVariable}: an access token is expected");
        var file = new FileInfo(errand.TokenFile);
        if (!file.Exists || file.Length > MostOfToken)
            throw new CommandFailedException("--token-file: a file with an access token is expected");
        return File.ReadAllText(file.FullName).Trim() is var token && token.Length > 0 && token.All(letter => letter is > ' ' and < '\u007F')
            ? token
            : throw new CommandFailedException("--token-file: a file with an access token is expected");
    }
}

/// <summary>The registry did not answer in time; another try may go better.</summary>
internal sealed class OfficeUnreachableException(string message) : Exception(message);
