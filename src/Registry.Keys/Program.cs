using System.Runtime.InteropServices;
using Registry.Keys;
using Registry.Store.Log;

// The process that releases keys, as its own user. The embedded one is `registryctl keys serve`.
if (args is not [var file])
{
    await Console.Error.WriteLineAsync("usage: Registry.Keys OPTIONS.json");
    return 2;
}

using var ended = new CancellationTokenSource();
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
try
{
    await using var keys = await KeysProcess.Start(KeysOptions.Read(file), Console.Error, TimeProvider.System, ended.Token);
    await Console.Out.WriteLineAsync("ready");
    await Task.Delay(Timeout.InfiniteTimeSpan, ended.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    return 0;
}
catch (Exception refused) when (refused is KeysRefusedException or LogRolledBackException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 78;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ended.Cancel();
}
