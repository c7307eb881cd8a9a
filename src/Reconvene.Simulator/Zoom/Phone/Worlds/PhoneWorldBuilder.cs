using System.Globalization;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>The calls and voicemails that the README tells; in a large world as many as are wished.</summary>
internal sealed class PhoneWorldBuilder(int seed, DateTimeOffset now, World world)
{
    private static readonly string[] Outsiders =
        ["Елена Петрова", "John Doe", "Сергей Иванов 📞", "Aisha Khan", "ООО «Ромашка»", "Unknown"];

    private readonly PhoneMaker _maker = new(SeededRandom.For(seed, "phone"));
    private readonly DateTimeOffset _today = new(now.UtcDateTime.Date, TimeSpan.Zero);

    public PhoneWorld Small()
    {
        var phone = new PhoneWorld(seed, world);
        var (maria, anna, priya, igor) = (Owner(phone, "maria"), Owner(phone, "anna"), Owner(phone, "priya"), Owner(phone, "igor"));
        Add(phone, maria, "John Doe", inbound: true, At(3, 9), "interview.en");
        Add(phone, maria, "Елена Петрова", inbound: false, At(10, 14), "planning.ru", "OnDemand");
        Add(phone, maria, "Aisha Khan", inbound: true, At(45, 11), "weekly-1.en");
        Add(phone, anna, "Сергей Иванов 📞", inbound: true, At(4, 10), "lesson.ru");
        Add(phone, anna, "Елена Петрова", inbound: true, now.AddMinutes(-20), "planning.ru", readyAt: now.AddMinutes(30));
        Add(phone, priya, "Unknown", inbound: true, At(6, 12), "design.en", transcript: PhoneTranscript.Impossible);
        Add(phone, igor, "ООО «Ромашка»", inbound: false, At(20, 15), "planning.ru", transcript: PhoneTranscript.None);
        Add(phone, phone.Queue, "John Doe", inbound: true, At(2, 16), "interview.en");
        Add(phone, Owner(phone, "lena"), "Carl Hofer", inbound: true, At(5, 9), "weekly-2.en");
        Leave(phone, maria, "John Doe", At(1, 8), "Hello Maria, please call me back about the contract.", "en", isRead: true);
        Leave(phone, anna, "Елена Петрова", At(2, 9), "Анна, здравствуйте, перезвоните мне, пожалуйста, сегодня.", "ru");
        Leave(phone, anna, "Сергей Иванов 📞", now.AddMinutes(-15), "Добрый день, это по поводу урока.", "ru", now.AddMinutes(30));
        return phone;
    }

    public PhoneWorld Large(int calls, int years)
    {
        var phone = new PhoneWorld(seed, world);
        var people = world.UsersOf(world.Account).Select(phone.OwnerOf).ToList();
        for (var i = 0; i < calls; i++)
        {
            var owner = i % 20 == 19 ? phone.Queue : people[_maker.Below(people.Count)];
            var day = _today.AddDays(-1 - _maker.Below(years * 365));
            var dialogue = DialogueLibrary.Names[_maker.Below(DialogueLibrary.Names.Count)];
            Add(phone, owner, Outsiders[_maker.Below(Outsiders.Length)], inbound: i % 3 != 0, _maker.Moment(day, 6, 14), dialogue, i % 4 == 0 ? "OnDemand" : "Automatic");
            if (i % 10 == 9)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"Call number {i + 1}: please call me back.");
                Leave(phone, owner, Outsiders[_maker.Below(Outsiders.Length)], _maker.Moment(day, 6, 14), text, "en", isRead: i % 20 == 9);
            }
        }

        return phone;
    }

    private PhoneOwner Owner(PhoneWorld phone, string address) =>
        phone.OwnerOf(world.Users.First(user => user.Email.StartsWith(address, StringComparison.Ordinal)));

    private DateTimeOffset At(int daysAgo, int hour) => _maker.Moment(_today.AddDays(-daysAgo), hour, 1);

    private void Add(
        PhoneWorld phone, PhoneOwner owner, string outside, bool inbound, DateTimeOffset at, string dialogue,
        string type = "Automatic", PhoneTranscript transcript = PhoneTranscript.Ready, DateTimeOffset readyAt = default)
    {
        var call = _maker.Call(owner, outside, null, inbound, at);
        phone.Add(_maker.Recording(call, at, _maker.Talk(dialogue, call), type, transcript, readyAt));
    }

    private void Leave(
        PhoneWorld phone, PhoneOwner owner, string outside, DateTimeOffset at, string text, string language,
        DateTimeOffset readyAt = default, bool isRead = false)
    {
        var call = _maker.Call(owner, outside, null, inbound: true, at);
        phone.Add(_maker.Voicemail(call, at, text, language, isRead, PhoneTranscript.Ready, readyAt));
    }
}
