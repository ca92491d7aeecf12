using Registry.Tool.Embedded;
using Registry.V1;

namespace Registry.Tool.Audit;

/// <summary>
/// Follows the lines of a question. A stream ends with its token, its deadline or the registry; the next one goes on from the cursor of the last
/// message that was shown, with the token as the file holds it then.
/// </summary>
internal sealed class LineWatch(LineQuestion question, AuditOffice office, string? cursorFile, TimeProvider clock)
{
    private const int MostOfCursor = 4096;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Until it is cancelled.</summary>
    /// <param name="show">Takes a new line, oldest first.</param>
    /// <param name="say">Takes what an operator should know.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="CommandFailedException">The first stream was refused; a later one is tried again, for a new token may be on its way.</exception>
    public async Task Run(Func<AccessLine, Task> show, Func<string, Task> say, CancellationToken cancel)
    {
        var (cursor, stood) = (await Kept(cancel), false);
        while (true)
        {
            try
            {
                await foreach (var message in office.Watch(question.From(cursor), cancel))
                {
                    stood = true;
                    foreach (var line in message.Lines)
                        await show(line);
                    cursor = message.Cursor;
                    await Keep(cursor, cancel);
                }
            }
            catch (OfficeUnreachableException silent)
            {
                await say(silent.Message);
            }
            catch (CommandFailedException refused) when (stood)
            {
                await say(refused.Message);
            }

            await Task.Delay(Pause, clock, cancel);
        }
    }

    private async Task<string> Kept(CancellationToken cancel)
    {
        if (cursorFile is null || !File.Exists(cursorFile))
            return "";
        return new FileInfo(cursorFile).Length <= MostOfCursor
            ? (await File.ReadAllTextAsync(cursorFile, cancel)).Trim()
            : throw new CommandFailedException("--cursor-file: a file that an earlier watch left is expected");
    }

    /// <summary>Replaced by renaming: a kill in between leaves the old place or the new one.</summary>
    private async Task Keep(string cursor, CancellationToken cancel)
    {
        if (cursorFile is null)
            return;
        await File.WriteAllTextAsync(cursorFile + ".new", cursor + "\n", cancel);
        File.Move(cursorFile + ".new", cursorFile, overwrite: true);
    }
}
