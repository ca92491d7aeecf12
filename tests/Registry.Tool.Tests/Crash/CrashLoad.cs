using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Registry.AccessLog;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Tool.Embedded;
using Registry.V1;

namespace Registry.Tool.Tests.Crash;

/// <summary>
/// Clients of two servers of one registry. Some look at one server again and again; others play the beginning of a case, each step at either server, and
/// send what got no answer again, under the same request id, to the other one.
/// </summary>
/// <param name="data">The directory, for tokens.</param>
/// <param name="servers">Both; each keeps its port when it is started again.</param>
/// <param name="seed">Which server a step goes to.</param>
/// <param name="kept">Where clients keep their receipts.</param>
internal sealed class CrashLoad(DataDirectory data, IReadOnlyList<Uri> servers, int seed, ReceiptStore kept)
{
    /// <summary>No answer at all: the outcome is unknown. A server that says INTERNAL or UNKNOWN has a fault, and no kill excuses it.</summary>
    private static readonly StatusCode[] Nothing = [StatusCode.Unavailable, StatusCode.Cancelled, StatusCode.DeadlineExceeded];

    private readonly ConcurrentQueue<KeptAnswer> answers = new();
    private readonly ConcurrentQueue<string> wrong = new();
    private readonly ConcurrentDictionary<(Uri, string), Desk> desks = new();
    private readonly ConcurrentQueue<string> registered = new();
    private int officers;
    private int cases;

    /// <summary>What clients were told.</summary>
    public IReadOnlyList<KeptAnswer> Answers => [.. answers];

    /// <summary>Answers that should not have been given.</summary>
    public IReadOnlyList<string> Wrong => [.. wrong];

    /// <summary>Persons whose registration was answered: each makes tasks.</summary>
    public IReadOnlyList<string> Registered => [.. registered];

    /// <summary>Cases that came to their last step.</summary>
    public int Cases => cases;

    /// <summary>Runs until it is told to stop; calls under way are waited for.</summary>
    public async Task Run(CancellationToken gone)
    {
        var looking = servers.SelectMany(server => new[] { Officers.District, Officers.Centre }.Select(officer => Repeat(() => Look(server, officer), gone)));
        var acting = Enumerable.Range(0, 3).Select(number => new Random(seed + number)).Select(random => Repeat(() => Case(random, gone), gone));
        await Task.WhenAll([.. looking, .. acting]);
        foreach (var desk in desks.Values)
            desk.Dispose();
    }

    private static Task Repeat(Func<Task> call, CancellationToken gone) => Task.Run(
        async () =>
        {
            while (!gone.IsCancellationRequested)
                await call();
        },
        CancellationToken.None);

    private async Task Look(Uri server, Officer officer)
    {
        // Nobody walks far enough for a ceiling: a hundred looks a name.
        var name = officer with { Name = $"{officer.Name}/{Interlocked.Increment(ref officers) / 100}" };
        if (await Send(server, name, BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name")) is null)
            await Task.Delay(20);
    }

    /// <summary>Announced, acknowledged by two at the same moment, registered, looked at.</summary>
    private async Task Case(Random random, CancellationToken gone)
    {
        if (await Insist<AnnounceReturnResponse>(Officers.Police, Announcement(), random.Next(2), gone) is not { } announced)
            return;
        var (id, first) = (announced.AnnouncementId, random.Next(2));
        var both = await Task.WhenAll(
            Insist(Officers.Labour, Acknowledgement(id, announced.Version), first, gone),
            Insist(Officers.Command, Acknowledgement(id, announced.Version, Officers.Post.Agency), 1 - first, gone));
        if (both.Any(one => one is null))
            return;
        if (both.Count(one => one!.Status == StatusCode.OK) != 1 || both.Count(one => one!.Reason == "VERSION_MOVED") != 1)
        {
            wrong.Enqueue($"of two acts on one version: {string.Join(" and ", both.Select(one => $"{one!.Status} {one.Reason}"))}");
            return;
        }

        var version = both.Select(one => one!.Response).OfType<AcknowledgeAnnouncementResponse>().Single().Version;
        var (officer, units) = both[0]!.Status == StatusCode.OK ? (Officers.Command, new[] { Officers.Post.Agency }) : (Officers.Labour, []);
        if (await Insist<AcknowledgeAnnouncementResponse>(officer, Acknowledgement(id, version, units), random.Next(2), gone) is null)
            return;
        var registration = new RegisterVictimRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
            RequestId = BorderReturn.NewId(),
            AnnouncementId = id,
            Person = People.Victim(),
        };
        if (await Insist<RegisterVictimResponse>(Officers.Post, registration, random.Next(2), gone) is not { } person)
            return;
        registered.Enqueue(person.PersonId);
        var look = BorderReturn.Look(person.PersonId, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name");
        if (await Insist<GetIdentityResponse>(Officers.Post, look, random.Next(2), gone) is not { } seen)
            return;
        if (seen.Person.FullName != Canaries.VictimName)
            wrong.Enqueue("a look did not show what was registered");
        Interlocked.Increment(ref cases);
    }

    private async Task<T?> Insist<T>(Officer officer, IMessage request, int first, CancellationToken gone)
        where T : class, IMessage
    {
        if (await Insist(officer, request, first, gone) is not { } answer)
            return null;
        if (answer.Response is not T)
            wrong.Enqueue($"{request.Descriptor.Name}: {answer.Status} {answer.Reason}");
        return answer.Response as T;
    }

    /// <summary>The answer, from whichever server gives one; null when the load ends before.</summary>
    private async Task<Answer?> Insist(Officer officer, IMessage request, int first, CancellationToken gone)
    {
        for (var tries = first; !gone.IsCancellationRequested; tries++)
        {
            // A line without an outcome: whether the act stands, its repetition says.
            if (await Send(servers[tries % servers.Count], officer, request) is { } answer && !Nothing.Contains(answer.Status))
                return answer;
            await Task.Delay(20, CancellationToken.None);
        }

        return null;
    }

    private async Task<Answer?> Send(Uri server, Officer officer, IMessage request)
    {
        var desk = desks.GetOrAdd((server, officer.Name), _ =>
        {
            var token = TokenIssuer.Issue(data, new TokenRequest(officer.Agency, officer.Name, officer.Scope, null, TimeSpan.FromMinutes(10)), TimeProvider.System);
            return new Desk(server, () => token, TimeSpan.FromSeconds(5));
        });
        var asked = Stopwatch.GetTimestamp();
        var answer = await desk.Send(request);
        var answered = Stopwatch.GetTimestamp();
        if (answer.Status is StatusCode.Internal or StatusCode.Unknown)
        {
            wrong.Enqueue($"{request.Descriptor.Name}: {answer.Status} {answer.Reason} {answer.Message}");
            return null;
        }

        if (answer.Receipt is { } receipt)
        {
            kept.Append(new KeptReceipt(TimeProvider.System.GetUtcNow(), answer.Status.ToString(), receipt));
            answers.Enqueue(new KeptAnswer(asked, answered, officer.Name, Contract.NameOf(Contract.MethodOf(request)), answer.Status == StatusCode.OK && request is not GetIdentityRequest, receipt));
            return answer;
        }

        if (!Nothing.Contains(answer.Status))
            wrong.Enqueue($"{request.Descriptor.Name} without a receipt: {answer.Status} {answer.Reason}");
        return null;
    }

    private static AnnounceReturnRequest Announcement() => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"),
        RequestId = BorderReturn.NewId(),
        EntryPoint = Canaries.Gate,
        Channel = ReturnChannel.BilateralAgreement,
        ExpectedOn = BorderReturn.Day,
        Persons = 1,
        Addressees = { Officers.Labour.Agency, Officers.Command.Agency },
    };

    private static AcknowledgeAnnouncementRequest Acknowledgement(string announcement, long version, params string[] directed) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"),
        RequestId = BorderReturn.NewId(),
        AnnouncementId = announcement,
        ExpectedVersion = version,
        DirectedUnits = { directed },
    };
}
