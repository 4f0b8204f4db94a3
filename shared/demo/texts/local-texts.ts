/** Texts that a partner wrote in its own language: `<partner>/<theme or criterion>[/<perspective>]`. */
export const localTexts: Readonly<Record<string, { readonly language: 'el' | 'hr'; readonly text: string }>> =
  {
    '09/T4/past': {
      language: 'el',
      text: 'Το 2010 έληξε η επιχορήγηση των δύο πρώτων συνεργατικών σχηματισμών. Ο ένας έκλεισε μέσα σε έναν χρόνο, γιατί τα μέλη δεν είχαν ποτέ πληρώσει συνδρομή. Ο άλλος συνέχισε με υπηρεσίες προς επιχειρήσεις τροφίμων.',
    },
    '09/T4/present': {
      language: 'el',
      text: 'Πρόσκληση προκηρύσσεται σχεδόν κάθε χρόνο, όμως η ημερομηνία γίνεται γνωστή αργά. Οι συνδρομές καλύπτουν λιγότερο από το ένα δέκατο του κόστους και οι μικρές επιχειρήσεις δυσκολεύονται να πάρουν δάνειο.',
    },
    '09/T4/future': {
      language: 'el',
      text: 'Έως το 2020 θέλουμε ημερολόγιο προσκλήσεων που τηρείται και συνεργατικούς σχηματισμούς που καλύπτουν μόνοι τους τουλάχιστον το ένα τέταρτο των εξόδων τους.',
    },
    '09/T4/parallel': {
      language: 'el',
      text: 'Μια άλλη περιφέρεια δίνει μικρά δάνεια με κανόνες δύο σελίδων. Αυτό ταιριάζει και εδώ· η κοινή εγγύηση με ιδιωτική τράπεζα θα χρειαζόταν αλλαγή νόμου.',
    },
    '09/4.1': {
      language: 'el',
      text: 'Η πρόσκληση προκηρύχθηκε τέσσερις φορές από το 2009, δύο από αυτές με καθυστέρηση πάνω από έξι μήνες.',
    },
    '09/4.2': {
      language: 'el',
      text: 'Τα μέλη πληρώνουν συνδρομή και οι υπηρεσίες αποφέρουν περίπου το ένα τέταρτο των εσόδων.',
    },
    '10/T1/past': {
      language: 'el',
      text: 'Ο πρώτος σχηματισμός καινοτομίας στη μικροηλεκτρονική ξεκίνησε με λίγες επιχειρήσεις και ένα εργαστήριο. Η αξιολόγηση του 2008 έδειξε ότι οι κοινές υποδομές απέδωσαν περισσότερο από τις μεμονωμένες επιχορηγήσεις.',
    },
    '10/T1/future': {
      language: 'el',
      text: 'Έως το 2020 οι κοινοπραξίες θα πρέπει να κερδίζουν ευρωπαϊκή χρηματοδότηση χωρίς δική μας βοήθεια και να μοιράζονται εξοπλισμό με μία ακόμη περιφέρεια.',
    },
    '08/T3/present': {
      language: 'el',
      text: 'Τα επιμελητήρια οργανώνουν αποστολές για τρόφιμα και τουρισμό, όμως δεν τηρείται κατάλογος επαφών και κάθε αποστολή ξεκινά από την αρχή.',
    },
    '11/T4/past': {
      language: 'hr',
      text: 'Kad je 2010. istekla potpora, jedan od tri klastera prestao je s radom unutar godine dana. Članovi nikad nisu plaćali članarinu, a drugi izvor prihoda nije bio pripremljen.',
    },
    '11/T4/present': {
      language: 'hr',
      text: 'Poziv se objavljuje gotovo svake godine, ali se datum sazna kasno. Članarine pokrivaju manje od desetine troškova, a mala poduzeća u turizmu i brodogradnji teško dolaze do zajma.',
    },
    '11/T4/future': {
      language: 'hr',
      text: 'Do 2020. želimo kalendar poziva koji se poštuje i klastere koji barem četvrtinu prihoda ostvaruju sami, uz jamstva otvorena njihovim članovima.',
    },
    '11/T4/parallel': {
      language: 'hr',
      text: 'Partner iz susjedne zemlje daje male zajmove po pravilima na dvije stranice. To bismo mogli preuzeti; zajednički fond s bankama tražio bi izmjenu propisa.',
    },
    '11/4.1': {
      language: 'hr',
      text: 'Godišnji poziv najavljen je kasno, a u posljednjih pet godina dvaput je izostao.',
    },
    '11/4.2': {
      language: 'hr',
      text: 'Članovi plaćaju članarinu, a usluge donose oko četvrtine prihoda klasterskih tijela.',
    },
    '11/4.3': {
      language: 'hr',
      text: 'Poduzeća u klasterima traže zajam kao i sva druga; mnoga budu odbijena.',
    },
    '11/4.4': {
      language: 'hr',
      text: 'Vodi se popis izvora, ali pravila o spajanju europskog i županijskog novca još nisu jasna.',
    },
    '11/4.5': {
      language: 'hr',
      text: 'Kriteriji i rokovi objavljeni su, no odluke i dalje kasne za obećanim datumom.',
    },
    '11/T2/present': {
      language: 'hr',
      text: 'Dva klastera u prehrani i turizmu nude članovima zajednički energetski pregled. Uštede su izmjerene u sedam poduzeća, a ostala tek počinju prikupljati podatke.',
    },
    '11/T2/future': {
      language: 'hr',
      text: 'Do 2020. propisi o otpadu bit će stroži. Klasteri tada trebaju znati svoje brojke i imati partnersku regiju od koje mogu učiti kako ih smanjiti.',
    },
  };
