namespace Registry.Server.Hosting;

/// <summary>
/// Steps of the start that write files which another process may be writing at this very moment: one that is ending, or one that starts beside this. They are
/// tried again for some seconds; then the start is refused in the operator's words.
/// </summary>
internal static class Patience
{
    private const int Tries = 10;

    /// <summary>Between two tries.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>What the step gives.</summary>
    /// <param name="step">Done again after a fault of the disk.</param>
    /// <param name="refusal">What stands in the way, with its page.</param>
    /// <param name="pause">Between two tries.</param>
    /// <param name="cancel">Ends the start.</param>
    /// <exception cref="StartRefusedException">No try succeeded.</exception>
    public static async Task<T> With<T>(Func<Task<T>> step, string refusal, TimeSpan pause, CancellationToken cancel)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await step();
            }
            catch (Exception away) when (away is IOException or UnauthorizedAccessException)
            {
                if (tried == Tries)
                    throw new StartRefusedException([refusal]);
                await Task.Delay(pause, cancel);
            }
        }
    }
}
