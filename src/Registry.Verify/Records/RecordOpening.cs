using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Registry.AccessLog;

namespace Registry.Verify.Records;

/// <summary>One line in the open.</summary>
/// <param name="Index">Index of its entry.</param>
/// <param name="Record">Id of its record.</param>
/// <param name="Subject">The person looked at; the empty id for nobody.</param>
/// <param name="Actor">JSON as it was sealed: who, what for, what was decided.</param>
/// <param name="Justification">The caller's words, or null.</param>
/// <param name="Shredded">A justification was given and is gone.</param>
internal sealed record OpenLine(long Index, Guid Record, Guid Subject, JsonElement Actor, string? Justification, bool Shredded);

/// <summary>A record that nobody can read with these keys: it may be about anybody.</summary>
internal sealed record UnreadableRecord(long Index, Guid Record, string Why);

/// <summary>What one bundle of records holds.</summary>
/// <param name="Read">Records whose question was settled by opening them.</param>
/// <param name="Lines">Those that are asked for.</param>
/// <param name="Unreadable">Those that could not be opened.</param>
internal sealed record OpenBundle(int Read, IReadOnlyList<OpenLine> Lines, IReadOnlyList<UnreadableRecord> Unreadable);

/// <summary>Opens records, no further than the question needs: the subject first, then who looked, then the words of those that are asked for.</summary>
internal sealed class RecordOpening(EpochKeys keys, LineFilter filter)
{
    internal OpenBundle Open(TileDirectory tiles, TilePath path)
    {
        var (lines, unreadable, read) = (new List<OpenLine>(), new List<UnreadableRecord>(), 0);
        var index = path.Index * TilePath.FullWidth;
        foreach (var record in tiles.Records(path))
        {
            try
            {
                if (Open(index, record) is { } line)
                    lines.Add(line);
                read++;
            }
            catch (Exception e) when (e is FormatException or JsonException)
            {
                unreadable.Add(new UnreadableRecord(index, record.Id, e.Message));
            }

            index++;
        }

        return new OpenBundle(read, lines, unreadable);
    }

    private OpenLine? Open(long index, StoredRecord record)
    {
        var epoch = EpochKey.EpochOf(record.Subject.Span) ?? throw new FormatException("its subject part has not the form of one");
        var key = keys.Find(epoch) ?? throw new FormatException($"the key of its epoch {epoch} is missing or was wrapped to another inspectorate");
        var subject = key.Open(record.Id, Part.Subject, record.Subject.Span) is { } scope && scope.Length == (record.Subject.Span[0] == 1 ? 16 : 28)
            ? new Guid(scope.AsSpan(0, 16), bigEndian: true)
            : throw new FormatException("its subject part does not open: it is another record's, or the record id was changed");
        if (filter.Excludes(subject))
            return null;

        var frame = key.Open(record.Id, Part.Actor, record.Actor.Span) ?? throw new FormatException("its actor part does not open");
        var length = frame.Length < sizeof(uint) + SHA256.HashSizeInBytes ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(frame);
        if (length != frame.Length - sizeof(uint) - SHA256.HashSizeInBytes)
            throw new FormatException("its actor part has not the form of one");
        using var actor = JsonDocument.Parse(frame.AsMemory(sizeof(uint), (int)length));
        if (!filter.Takes(actor.RootElement))
            return null;
        var (words, shredded) = Justification(key, record, frame.AsSpan(^SHA256.HashSizeInBytes));
        return new OpenLine(index, record.Id, subject, actor.RootElement.Clone(), words, shredded);
    }

    /// <summary>The actor part commits to the justification as stored, also after that was shredded.</summary>
    private static (string? Words, bool Shredded) Justification(EpochKey key, StoredRecord record, ReadOnlySpan<byte> committed)
    {
        var stored = record.Justification.Span;
        var matches = SHA256.HashData(stored).AsSpan().SequenceEqual(committed);
        if (stored.IsEmpty)
            return (null, !matches);
        return matches && key.Open(record.Id, Part.Justification, stored) is { } words
            ? (Encoding.UTF8.GetString(words), false)
            : throw new FormatException("its justification is not the one that was given");
    }
}
