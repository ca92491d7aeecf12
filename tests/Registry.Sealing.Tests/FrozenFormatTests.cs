using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;

namespace Registry.Sealing.Tests;

/// <summary>
/// Our own formats, frozen: the expected bytes come from vectors/make_formats.py, which writes them a second time from FORMAT.md. A
/// change here means that stored data no longer opens.
/// </summary>
public sealed class FrozenFormatTests
{
    private static readonly JsonElement Expected = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "formats.json"))).RootElement;

    private static readonly Guid Event = Guid.Parse("eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee");
    private static readonly Guid Record = Guid.Parse("cccccccc-cccc-4ccc-8ccc-cccccccccccc");
    private static readonly Guid Epoch = Guid.Parse("bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb");

    private readonly Clock clock = new();

    [Fact]
    public void Sealed_field()
    {
        using var keys = Released();

        var value = new Sealer(Nonce).Seal(keys, House.FullName(House.Ana), Encoding.UTF8.GetBytes("Nguyễn Thị Bình"));

        Frozen("sealed_field", value.Bytes.Span);
    }

    [Fact]
    public void Facts()
    {
        using var facts = new FactsSealer(new ServiceKey(ServiceKeyName.Facts, Key("facts")), Nonce);

        Frozen("facts_sha256", SHA256.HashData(facts.Seal(House.Ana, 3, "facts"u8)));
    }

    [Fact]
    public void Event_MAC()
    {
        using var mac = new EventMac(new ServiceKey(ServiceKeyName.EventsMac, Key("events-mac")));
        var at = House.FullName(House.Ana);

        Frozen("event_mac", mac.Compute(new ChainedEvent(at.Stream, 2, at.EventId, at.EventAlias, 1, "data"u8.ToArray(), new byte[32])));
    }

    [Fact]
    public void Index_entry()
    {
        using var index = new BlindIndex(new ServiceKey(ServiceKeyName.Index, Key("index")), "certificate_number", Nonce);

        var entry = index.Entry(" gcn-0042/2026", House.Ana);

        Frozen("index_tag", [(byte)(entry.Tag >> 8), (byte)entry.Tag]);
        Frozen("index_entry", entry.Sealed);
    }

    [Fact]
    public void Search_tags()
    {
        using var tags = new SearchTags(new ServiceKey(ServiceKeyName.Index, Key("index")));
        int[] made = [tags.Of(SearchTagKind.GivenName, "binh"), tags.Of(SearchTagKind.BirthYear, "1998"), tags.Of(SearchTagKind.IdNumber, "046198000123")];

        Frozen("search_tags", [.. made.SelectMany(tag => new[] { (byte)(tag >> 24), (byte)(tag >> 16), (byte)(tag >> 8), (byte)tag })]);
    }

    [Fact]
    public void Record_parts()
    {
        using var key = Key("audit");
        var justification = RecordPartFormat.Seal(key, Epoch, Record, RecordPart.Justification, "why"u8, Nonce);
        var frame = ActorFrame.Write("actor"u8, justification);

        Frozen("record_justification", justification);
        Frozen("record_actor", RecordPartFormat.Seal(key, Epoch, Record, RecordPart.Actor, frame, Nonce));
        Frozen("record_subject", RecordPartFormat.Seal(key, Epoch, Record, RecordPart.Subject, House.Ana.Bytes(), Nonce));
        var scope = ScopeFormat.Write(new LineScope(House.Ana, 0x8004, 0x01020304));
        Frozen("record_subject_2", RecordPartFormat.Seal(key, Epoch, Record, RecordPart.Subject, scope, Nonce, ScopeFormat.Version));
        Frozen("record_subject_key", RecordPartFormat.PartKey(key, Record, RecordPart.Subject));
    }

    [Fact]
    public void Consent_code()
    {
        using var keys = Released();

        Assert.Equal(Expected.GetProperty("consent_code").GetString(), ConsentCode.Derive(keys, Event).Reveal());
    }

    [Fact]
    public void Request()
    {
        using var requests = new RequestSeal(new ServiceKey(ServiceKeyName.Requests, Key("requests")), Nonce);
        var lookup = requests.Lookup("issuer", "officer", "method", "request");

        Frozen("request_lookup", lookup);
        Frozen("request_body", requests.Body(lookup, "body"u8));
        Frozen("request_result", requests.Seal(lookup, "result"u8));
    }

    [Fact]
    public void Commitments()
    {
        Frozen("subject_commitment", Kdf.Commit(Key("subject"), Labels.SubjectCommitment, House.Ana.Bytes()));
        Frozen("service_commitment", Kdf.Commit(Key("facts"), Labels.ServiceCommitment, "facts"u8));
        Frozen("epoch_commitment", Kdf.Commit(Key("epoch"), Labels.EpochCommitment, "epoch-1"u8));
    }

    private static void Frozen(string name, ReadOnlySpan<byte> actual) =>
        Assert.Equal(Expected.GetProperty(name).GetString(), Convert.ToHexStringLower(actual));

    private static Secret Key(string name) => Secret.CopyOf(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private static void Nonce(Span<byte> destination)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = (byte)i;
    }

    private ReleasedKeys Released()
    {
        using var key = new SubjectKey(Key("subject"), Exists: true);
        var classes = new HashSet<FieldClass> { FieldClass.IdentityMinimum, FieldClass.Verification };
        return new ReleasedKeys(new Receipt(Record, 7, 8, House.Ana, classes, clock.Now.AddSeconds(30)), clock, key);
    }
}
