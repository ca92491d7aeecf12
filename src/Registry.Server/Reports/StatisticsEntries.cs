using System.Security.Cryptography;
using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Reports;
using Registry.Domain.Victims;
using Registry.Sealing;
using Registry.Server.Subjects;
using Registry.Store.Statistics;

namespace Registry.Server.Reports;

/// <summary>Makes the sealed entry of an event, for the transaction of the event.</summary>
internal sealed class StatisticsEntries(StatisticsSeal seal, LawTables law)
{
    /// <summary>The entry; null for an event that counts nowhere.</summary>
    /// <param name="before">The subject before the event.</param>
    /// <param name="happened">The event.</param>
    /// <param name="fields">Its fields in the open.</param>
    /// <param name="today">Law date on which it is recorded.</param>
    public StatisticsRow? Of(SubjectState before, DomainEvent happened, IEnumerable<OpenField> fields, DateOnly today)
    {
        var received = before.Person?.Relations.Where(relation => relation.Kind == RelationKind.Registrar).Select(relation => (DateOnly?)relation.From).FirstOrDefault();
        var isVictims = happened is VictimRegistered || before.Person?.Kind == PersonKind.Victim;
        var traits = isVictims ? Traits.Of(law, fields, received ?? happened.OccurredOn) : Counted.Nothing;
        if (Counting.Of(law, happened, today, before.Person?.Kind, traits) is not { } entry)
            return null;

        var name = entry.IsHers ? seal.NameOf(before.Subject) : seal.NameUsedOnce();
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
