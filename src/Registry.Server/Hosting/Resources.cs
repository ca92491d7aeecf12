using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Registry.AccessLog;
using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Server.Audit;
using Registry.Server.Books;
using Registry.Server.Records;
using Registry.Store;
using Registry.Store.Log;
using Registry.Store.Statistics;
using Registry.Store.Streams;
using Registry.Store.Subjects;

namespace Registry.Server.Hosting;

/// <summary>What the server holds open: data sources, keys, the log's writer and signer. Opened in order, closed in reverse.</summary>
internal sealed class Resources : IAsyncDisposable
{
    private readonly Stack<object> opened;

    private Resources(Stack<object> opened) => this.opened = opened;

    public required NpgsqlDataSource App { get; init; }

    public required NpgsqlDataSource LogSource { get; init; }

    public required ServerKeys Keys { get; init; }

    public required RecordSealer Records { get; init; }

    public required LocalAuditKey Inspectorate { get; init; }

    public required LogWriter Log { get; init; }

    public required Checkpointer Checkpointer { get; init; }

    public required LogWitnesses Witnesses { get; init; }

    private LogPolicy Policy { get; init; } = null!;

    public required LogPublisher Publisher { get; init; }

    public required PublishedLog Published { get; init; }

    public static async Task<Resources> Open(ServerOptions options, CancellationToken cancel)
    {
        var opened = new Stack<object>();
        try
        {
            return await Open(options, opened, cancel);
        }
        catch
        {
            await Close(opened);
            throw;
        }
    }

    private static async Task<Resources> Open(ServerOptions options, Stack<object> opened, CancellationToken cancel)
    {
        T Own<T>(T one)
            where T : class
        {
            opened.Push(one);
            return one;
        }

        var app = Own(NpgsqlDataSource.Create(options.App));
        var signerSource = Own(NpgsqlDataSource.Create(options.LogSigner));
        var logSource = Own(NpgsqlDataSource.Create(options.LogReader));
        var keys = Own(await ServerKeys.Open(options, cancel));
        var inspectorate = new LocalAuditKey(options.AuditKeyDirectory, options.Environment);
        var signer = Own(LogSigner.Of(options));
        var publisher = Own(new LogPublisher(logSource, signer.Policy, options.LogDirectory));
        var witnesses = Own(new LogWitnesses(signerSource, signer.Policy, time: options.Time));
        var remembered = await witnesses.Remembered(cancel);
        var checkpointer = await Patience.With(
            () => Checkpointer.Open(signerSource, options.HighWaterFile, signer.Sign, options.Time, cancel, remembered),
            $"HighWaterFile {options.HighWaterFile}: the high-water mark cannot be written: see {Runbook.LogUnsigned}", Patience.Pause, cancel);
        var lastSignature = Own(new LastSignature(checkpointer));
        Own(witnesses); // Again: they end before the last signature, and closing twice is closing once.
        var records = Own(await RecordSealer.Start(inspectorate.PublicKey, new AuditEpochs(app), options.Time, cancel));
        var log = Own(new LogWriter(options.App, new LogWriterOptions { Share = options.Ceilings.AgencyLines, Refused = () => checkpointer.Refusal }, signer: signer.Receipts));
        var resources = new Resources(opened)
        {
            App = app,
            LogSource = logSource,
            Keys = keys,
            Records = records,
            Inspectorate = inspectorate,
            Log = log,
            Checkpointer = checkpointer,
            Witnesses = witnesses,
            Policy = signer.Policy,
            Publisher = publisher,
            Published = new PublishedLog(options.LogDirectory),
        };

        // A folder that holds more than this database refuses the start, before a line is written: the database was rolled back.
        await FirstPublished(publisher, options, cancel);
        lastSignature.Due = true;
        checkpointer.Start();
        witnesses.Start(checkpointer);
        return resources;
    }

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton(Keys).AddSingleton(Keys.Subjects).AddSingleton(Inspectorate).AddSingleton(Log).AddSingleton(Checkpointer).AddSingleton(Witnesses);
        services.AddSingleton(Publisher).AddSingleton(Published);
        services.AddSingleton<RecordSealer>(Records).AddSingleton<IRecordSealer>(Records);
        services.AddSingleton(new SubjectRows(App)).AddSingleton(new SubjectPages(App)).AddSingleton(new Journal(App)).AddSingleton(new LogReader(LogSource));

        // Made by the container, so that it disposes of them and their keys are zeroed.
        services.AddSingleton(_ => new FactsSealer(Keys.Facts)).AddSingleton(_ => new EventMac(Keys.Events)).AddSingleton(_ => new RequestSeal(Keys.Requests));
        services.AddSingleton(new StatisticsRows(App)).AddSingleton(_ => new StatisticsSeal(Keys.Statistics));
        services.AddSingleton(_ => new BlindIndex(Keys.Index, "certificate_number")).AddSingleton(_ => new SearchTags(Keys.Index));
        services.AddSingleton<TwoBooks>().AddHostedService(provider => provider.GetRequiredService<TwoBooks>());
        services.AddSingleton<Outbox>();
        services.AddSingleton(provider =>
        {
            var outbox = provider.GetRequiredService<Outbox>();
            var recorder = provider.GetRequiredService<AccessRecorder>();
            return new OutboxDrainer(App, Log, (row, _) => ValueTask.FromResult(outbox.Open(row, recorder)));
        });
        services.AddHostedService<AuditEpochTurner>();
    }

    /// <summary>The first line of every process: what runs here, under which law and which switches.</summary>
    public async Task WriteStartLine(ServerOptions options, LawTables law, CancellationToken cancel)
    {
        var record = new AccessRecord
        {
            At = options.Time.GetUtcNow(),
            Kind = RecordKind.Start,
            Method = "Start/" + Build.Version,
            Issuer = options.Issuer.Issuer,
            Law = law.Version,
            Running = string.Join(
                ' ', options.Environment, $"agencies={string.Join(',', options.Issuer.Agencies)}", $"audience={options.Issuer.Audience}",
                $"law-date={options.LawDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "today"}",
                $"province={law.Province}", $"law-switches={string.Join(',', law.LocalSwitches.Select(one => one.Id))}",
                $"key-epoch={Keys.Epoch}", $"keys={(Keys.Remote is null ? "here" : "process")}", $"audit-key={Convert.ToHexStringLower(SHA256.HashData(Inspectorate.PublicKey))}", $"log-keys={string.Join(',', Policy.LogKeys)}",
                $"witnesses={string.Join(',', Policy.Witnesses.Select(witness => witness.Key))}",
                $"review={string.Join(',', options.Review.Thresholds.Select(one => $"{one.Name}:{one.Value}"))}",
                $"ceilings={string.Join(',', options.Ceilings.All.Select(one => $"{one.Name}:{one.Value}"))}",
                $"witnessed-methods={string.Join(',', options.WitnessedMethods)}", $"subsets={string.Join(',', Build.Subsets)}"),
        };
        var line = new AccessRecorder(Log, Records).Line(record, "", Guid.Empty, new HashSet<FieldClass>(), grant: false);
        await WithoutHaste(() => Log.Write(line, cancel), cancel);

        // The signer's high-water mark covers the first line before anybody is served: a process that ended before its first mark would
        // leave a log that no other process may go on with.
        await Checkpointer.SignOnce(cancel);
        await FirstPublished(Publisher, options, cancel);
        Publisher.Start();
    }

    private static Task<TreeHead?> FirstPublished(LogPublisher publisher, ServerOptions options, CancellationToken cancel) => Patience.With(
        () => publisher.PublishOnce(cancel), $"LogDirectory {options.LogDirectory}: the folder of the log cannot be written: see {Runbook.LogUnpublished}", Patience.Pause, cancel);

    // Nobody waits for this line as a caller does: a slow disk at the start is no reason to give up. The log knows a line that comes again by its id.
    internal static async Task WithoutHaste(Func<Task> write, CancellationToken cancel)
    {
        for (var triesLeft = 20; ; triesLeft--)
        {
            try
            {
                await write();
                return;
            }
            catch (LogUnavailableException) when (triesLeft > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancel);
            }
        }
    }

    public ValueTask DisposeAsync() => Close(opened);

    private static async ValueTask Close(Stack<object> opened)
    {
        while (opened.TryPop(out var one))
        {
            if (one is IAsyncDisposable later)
                await later.DisposeAsync();
            else
                (one as IDisposable)?.Dispose();
        }
    }
}

/// <summary>Closes the signer after the last line is on disk: a log at rest is signed to its end, so an export of it is complete.</summary>
internal sealed class LastSignature(Checkpointer checkpointer) : IAsyncDisposable
{
    /// <summary>False until the start found nothing to refuse: a log that may have been rolled back gets no signature on the way out.</summary>
    public bool Due { get; set; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Due)
                await checkpointer.SignOnce(CancellationToken.None);
        }
        catch (Exception unsigned) when (unsigned is LogRolledBackException or NpgsqlException or IOException)
        {
            // The database is away or the log is refused: health and the console said so already, and the next start signs or says why not.
        }

        await checkpointer.DisposeAsync();
    }
}
