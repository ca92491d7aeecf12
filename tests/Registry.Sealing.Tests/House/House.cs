using Registry.Domain.Access;
using Registry.Domain.Secrecy;

namespace Registry.Sealing.Tests;

/// <summary>One process with its keys, all randomness seeded.</summary>
internal sealed class House : IDisposable
{
    private House(KeyTable table, CountingCustodian custodian, KeyRing ring, FillRandom random, int capacity)
    {
        Table = table;
        Custodian = custodian;
        Ring = ring;
        Sealer = new Sealer(random);
        Keys = new SubjectKeys(ring, table, Clock, capacity, TimeSpan.FromMinutes(5), random);
    }

    internal static Guid Ana { get; } = Guid.Parse("11111111-1111-4111-8111-111111111111");

    internal static Guid Binh { get; } = Guid.Parse("22222222-2222-4222-8222-222222222222");

    internal Clock Clock { get; } = new();

    internal KeyTable Table { get; }

    internal CountingCustodian Custodian { get; }

    internal KeyRing Ring { get; }

    internal Sealer Sealer { get; }

    internal SubjectKeys Keys { get; }

    /// <summary>A house where Ana and Binh have keys.</summary>
    internal static async Task<House> Open(string seed = "house", int capacity = 1000)
    {
        var random = new Seeded(seed);
        var table = new KeyTable();
        var custodian = new CountingCustodian();
        var house = new House(table, custodian, await KeyRing.Open(custodian, table, random.Fill, default), random.Fill, capacity);
        await house.Keys.Create(Ana, default);
        await house.Keys.Create(Binh, default);
        return house;
    }

    internal Receipt Receipt(Guid subject, params FieldClass[] classes) =>
        new(Guid.NewGuid(), 7, 8, subject, classes.ToHashSet(), Clock.Now + TimeSpan.FromSeconds(30));

    internal Task<ReleasedKeys> Release(Guid subject, params FieldClass[] classes) => Keys.Release(Receipt(subject, classes), default);

    internal static SealedAt FullName(Guid subject) => new(
        subject,
        Guid.Parse("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"),
        Guid.Parse("eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee"),
        "victim_registered",
        1,
        "full_name",
        FieldClass.IdentityMinimum);

    internal Task<ServiceKey> Service(ServiceKeyName name) => Ring.OpenService(name, default);

    public void Dispose()
    {
        Keys.Dispose();
        Ring.Dispose();
    }
}
