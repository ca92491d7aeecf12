using System.Text.Json;
using Registry.AccessLog;

namespace Registry.Verify.Records;

/// <summary>A record that nobody can read with these keys: it may be about anybody.</summary>
internal sealed record UnreadableRecord(long Index, Guid Record, string Why);

/// <summary>A record that nobody can read any more, because a line of the log says so.</summary>
internal sealed record ShreddedRecord(long Index, Guid Record, ErasureLine By);

/// <summary>What one bundle of records holds.</summary>
/// <param name="Read">Records whose question was settled by opening them.</param>
/// <param name="Lines">Those that are asked for.</param>
/// <param name="Unreadable">Those that could not be opened.</param>
/// <param name="Shredded">Those whose keys were destroyed under a policy.</param>
internal sealed record OpenBundle(int Read, IReadOnlyList<OpenLine> Lines, IReadOnlyList<UnreadableRecord> Unreadable, IReadOnlyList<ShreddedRecord> Shredded);

/// <summary>Opens records, no further than the question needs: the subject first, then who looked, then the words of those that are asked for.</summary>
internal sealed class RecordOpening(EpochKeys keys, Erasures erasures, LineFilter filter)
{
    internal OpenBundle Open(TileDirectory tiles, TilePath path)
    {
        var (lines, unreadable, shredded, read) = (new List<OpenLine>(), new List<UnreadableRecord>(), new List<ShreddedRecord>(), 0);
        var index = path.Index * TilePath.FullWidth;
        foreach (var record in tiles.Records(path))
        {
            try
            {
                if (ShreddedBy(index, record) is { } by)
                {
                    shredded.Add(new ShreddedRecord(index, record.Id, by));
                }
                else
                {
                    if (Open(index, record) is { } line)
                        lines.Add(line);
                    read++;
                }
            }
            catch (Exception e) when (e is FormatException or JsonException)
            {
                unreadable.Add(new UnreadableRecord(index, record.Id, e.Message));
            }

            index++;
        }

        return new OpenBundle(read, lines, unreadable, shredded);
    }

    private ErasureLine? ShreddedBy(long index, StoredRecord record) =>
        PartBox.EpochOf(record.Subject.Span) is { } epoch && keys.Find(epoch) is null ? erasures.Of(epoch, index) : null;

    private OpenLine? Open(long index, StoredRecord record)
    {
        var epoch = PartBox.EpochOf(record.Subject.Span) ?? throw new FormatException("its subject part has not the form of one");
        var key = keys.Find(epoch) ?? throw new FormatException($"the key of its epoch {epoch} is missing or was wrapped to another inspectorate");
        var subject = OpenLine.SubjectOf(key.Open(record.Id, Part.Subject, record.Subject.Span));
        if (filter.Excludes(record.Id, subject))
            return null;

        var (said, committed) = OpenLine.ActorOf(key.Open(record.Id, Part.Actor, record.Actor.Span));
        if (!filter.Takes(said))
            return null;
        var (words, shredded) = OpenLine.WordsOf(record.Justification, committed, () => key.Open(record.Id, Part.Justification, record.Justification.Span));
        return new OpenLine(index, record, subject, said, words, shredded);
    }
}
