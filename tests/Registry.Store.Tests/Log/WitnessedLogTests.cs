using System.Text;
using Registry.AccessLog;
using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

/// <summary>A log of a test's own, signed and witnessed by whoever the test says.</summary>
public abstract class WitnessedLogTests : LogDatabaseTests
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("registry-witnessed-");
    private readonly List<IAsyncDisposable> opened = [];

    internal WitnessNetwork Network { get; } = new("one", "two", "three");

    internal string Mark => Place("log.mark");

    internal string Place(string name) => Path.Combine(directory.FullName, name);

    internal LogWitnesses Witnesses(int quorum, WitnessOptions? options = null, TimeProvider? time = null) => Later(new LogWitnesses(
        Database.Signer, Network.Policy(quorum), options ?? new WitnessOptions { Every = TimeSpan.FromMilliseconds(20), LongestPause = TimeSpan.FromMilliseconds(50) }, time, Network.Line()));

    /// <summary>A signer with witnesses, as a process starts them.</summary>
    internal async Task<(Checkpointer Signer, LogWitnesses Witnesses)> Start(int quorum, string? mark = null, WitnessOptions? options = null, TimeProvider? time = null)
    {
        var witnesses = Witnesses(quorum, options, time);
        var signer = Later(await Checkpointer.Open(Database.Signer, mark ?? Mark, Network.Sign, null, default, await witnesses.Remembered(default)));
        witnesses.Start(signer);
        return (signer, witnesses);
    }

    internal async Task Write(int lines)
    {
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });
        await log.WriteMany(Enumerable.Range(0, lines).Select(_ => Database.Line()).ToList(), default);
    }

    internal async Task<SignedNote> Newest() => SignedNote.Parse(Encoding.UTF8.GetBytes((await Database.Reader.CheckpointsDown().FirstOrDefaultAsync())!.Note));

    internal Task<string> Cosigned(LogPolicy policy, long size) => Eventually.Get(async () =>
        await Database.Reader.CheckpointsDown().FirstOrDefaultAsync() is { } stored && stored.Head.Size == size && policy.IsWitnessed(SignedNote.Parse(Encoding.UTF8.GetBytes(stored.Note))) ? stored.Note : null);

    /// <summary>What a superuser who means it can do: the guards are off, the log is cut and its tree recomputed.</summary>
    internal Task RollBackTo(int size) => RolledBack.To(Database, size);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var one in Enumerable.Reverse(opened))
            await one.DisposeAsync();
        Network.Dispose();
        directory.Delete(recursive: true);
        await base.DisposeAsync();
    }

    private T Later<T>(T one)
        where T : IAsyncDisposable
    {
        opened.Add(one);
        return one;
    }
}
