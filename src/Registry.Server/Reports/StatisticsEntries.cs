using System.Security.Cryptography;
using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Reports;
using Registry.Domain.Support;
using Registry.Domain.Victims;
using Registry.Sealing;
using Registry.Server.Subjects;
using Registry.Store.Statistics;

namespace Registry.Server.Reports;

/// <summary>Makes the sealed entries of an event, for the transaction of the event.</summary>
internal sealed class StatisticsEntries(StatisticsSeal seal, LawTables law)
{
    /// <summary>The entries; none for an event that counts nowhere.</summary>
    /// <param name="before">The subject before the event.</param>
    /// <param name="after">And after it.</param>
    /// <param name="happened">The event.</param>
    /// <param name="fields">Its fields in the open.</param>
    /// <param name="today">Law date on which it is recorded.</param>
    public IReadOnlyList<StatisticsRow> Of(SubjectState before, SubjectState after, DomainEvent happened, IReadOnlyCollection<OpenField> fields, DateOnly today)
    {
        var received = before.Person?.Relations.Where(relation => relation.Kind == RelationKind.Registrar).Select(relation => (DateOnly?)relation.From).FirstOrDefault();
        var isVictims = happened is VictimRegistered || before.Person?.Kind == PersonKind.Victim;
        var traits = isVictims ? Traits.Of(law, fields, received ?? happened.OccurredOn) : Counted.Nothing;
        var rows = Steps.Between(law, before, after, happened.OccurredOn, today)
            .Select(one => Sealed(seal.NameOf(before.Subject, $"step/{one.Step.Duty}/{one.Step.Source:n}/{one.Step.Agency}"), one.Entry));
        if (Counting.Of(law, happened, today, before.Person, traits, happened is SupportGivenAtOnce or SupportDelivered ? Traits.DongOf(fields) : 0) is { } entry)
            rows = rows.Prepend(Sealed(NameOf(before, entry.With), entry));
        return [.. rows];
    }

    /// <summary>What is given under a record that is not the one to go on with is the same human being's.</summary>
    private byte[] NameOf(SubjectState before, CountedWith with) => with switch
    {
        CountedWith.Her => seal.NameOf(before.Subject),
        CountedWith.HerSupport => seal.NameOf(before.Person?.Merge.Links.FirstOrDefault(link => link is { Kept: false, Parted: false })?.Other ?? before.Subject, "support"),
        _ => seal.NameUsedOnce(),
    };

    private StatisticsRow Sealed(byte[] name, Counted entry)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(entry, DomainJson.Options);
        try
        {
            return new StatisticsRow(name, seal.Seal(name, plain));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Opens an entry. Only a run under a line does.</summary>
    /// <exception cref="OpenFailedException">Changed or moved.</exception>
    /// <exception cref="JsonException">Not an entry.</exception>
    public Counted Open(StatisticsRow row)
    {
        var plain = seal.Open(row.Name, row.Sealed);
        try
        {
            return JsonSerializer.Deserialize<Counted>(plain, DomainJson.Options) ?? throw new JsonException("An entry of statistics is an object.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
