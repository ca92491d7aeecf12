using System.Text;

namespace Registry.Testing.Running;

/// <summary>Keeps a copy of what the server under test writes to the console, to be searched for personal strings.</summary>
internal static class ServerOutput
{
    private static readonly Lock Gate = new();
    private static readonly StringBuilder Kept = new();
    private static bool capturing;

    /// <summary>Starts copying standard error, once per process, before the first server.</summary>
    public static void Capture()
    {
        lock (Gate)
        {
            if (capturing)
                return;
            capturing = true;
            Console.SetError(TextWriter.Synchronized(new Copy(Console.Error)));
        }
    }

    /// <summary>Everything so far, of every server of this process.</summary>
    public static string Text()
    {
        lock (Gate)
            return Kept.ToString();
    }

    private sealed class Copy(TextWriter inner) : TextWriter
    {
        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value)
        {
            lock (Gate)
                Kept.Append(value);
            inner.Write(value);
        }

        public override void Write(string? value)
        {
            lock (Gate)
                Kept.Append(value);
            inner.Write(value);
        }

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));
    }
}
