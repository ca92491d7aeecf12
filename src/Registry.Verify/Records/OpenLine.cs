using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Registry.AccessLog;

namespace Registry.Verify.Records;

/// <summary>One line in the open.</summary>
/// <param name="Index">Index of its entry.</param>
/// <param name="Stored">Its record as stored.</param>
/// <param name="Subject">The person looked at; the empty id for nobody.</param>
/// <param name="Actor">JSON as it was sealed: who, what for, what was decided.</param>
/// <param name="Justification">The caller's words, or null.</param>
/// <param name="Shredded">A justification was given and is not here: destroyed, or left out of an export.</param>
internal sealed record OpenLine(long Index, StoredRecord Stored, Guid Subject, JsonElement Actor, string? Justification, bool Shredded)
{
    /// <summary>Id of its record.</summary>
    internal Guid Record => Stored.Id;

    /// <summary>The same without the caller's words.</summary>
    internal OpenLine WithoutWords() => this with { Justification = null, Shredded = Shredded || Justification is not null };

    /// <summary>The person of an opened subject part.</summary>
    /// <exception cref="FormatException">It did not open, or is no id.</exception>
    internal static Guid SubjectOf(byte[]? opened) => opened is { Length: 16 or 28 }
        ? new Guid(opened.AsSpan(0, 16), bigEndian: true)
        : throw new FormatException("its subject part does not open: it is another record's, or the record id was changed");

    /// <summary>What an opened actor part says, and its hash of the justification as stored.</summary>
    /// <exception cref="FormatException">It did not open, or has another form.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    internal static (JsonElement Said, byte[] Committed) ActorOf(byte[]? opened)
    {
        var frame = opened ?? throw new FormatException("its actor part does not open");
        var length = frame.Length < sizeof(uint) + SHA256.HashSizeInBytes ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(frame);
        if (length != frame.Length - sizeof(uint) - SHA256.HashSizeInBytes)
            throw new FormatException("its actor part has not the form of one");
        var text = frame.AsMemory(sizeof(uint), (int)length);
        using var actor = JsonDocument.Parse(text);
        // A writer who puts bytes or half a surrogate pair into a line that are no text must not stop the reading of all the others.
        if (!Utf8.IsValid(text.Span) || text.Span.IndexOf("\\"u8) >= 0 && !IsText(actor.RootElement))
            throw new FormatException("its actor part holds what is no text");
        return (actor.RootElement.Clone(), frame[^SHA256.HashSizeInBytes..]);
    }

    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().All(member => member.Name is not null && IsText(member.Value)),
                JsonValueKind.Array => value.EnumerateArray().All(IsText),
                JsonValueKind.String => value.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The actor part commits to the justification as stored, also after that was shredded.</summary>
    /// <param name="stored">As stored; empty for none.</param>
    /// <param name="committed">Hash in the actor part.</param>
    /// <param name="open">Opens it.</param>
    /// <exception cref="FormatException">It is another one than was given.</exception>
    internal static (string? Words, bool Shredded) WordsOf(ReadOnlyMemory<byte> stored, byte[] committed, Func<byte[]?> open)
    {
        var matches = SHA256.HashData(stored.Span).AsSpan().SequenceEqual(committed);
        if (stored.IsEmpty)
            return (null, !matches);
        return matches && open() is { } words
            ? (Encoding.UTF8.GetString(words), false)
            : throw new FormatException("its justification is not the one that was given");
    }
}
